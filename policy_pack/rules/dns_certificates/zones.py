"""Amazon Route 53: public zones write down who asks, and sign what they answer."""

from collections.abc import Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown, unplaced
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Level, Severity, StackRule, is_given
from policy_pack.values import UNKNOWN

LOG = "route53.QueryLog"
SIGNING = "route53.HostedZoneDnsSec"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for zone in graph.of("route53.Zone"):
        yield from guarded(_zone, zone, "query-log", graph, context)


def _zone(zone: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    networks = shown(zone, "vpcs")
    if networks is not UNKNOWN and is_given(networks):
        return
    if not graph.satellites(zone, "zoneId", LOG):
        sentence = "nobody writes down who asks the public zone"
        yield _lacking("query-log", sentence, zone, networks, graph, context, "zoneId", LOG)
    signing = graph.satellites(zone, "hostedZoneId", SIGNING)
    sentence = "the answers of the public zone are not signed"
    if not signing:
        yield _lacking("signed", sentence, zone, networks, graph, context, "hostedZoneId", SIGNING)
    for each in signing:
        status = each.at("signingStatus")
        if status is UNKNOWN:
            yield Finding("signed", sentence, Verdict.UNDETERMINED, zone.urn)
        elif status == "NOT_SIGNING":
            yield Finding("signed", sentence, urn=zone.urn)


def _lacking(
    key: str,
    sentence: str,
    zone: Resource,
    networks: Any,
    graph: StackGraph,
    context: Context,
    prop: str,
    satellite: str,
) -> Finding:
    if networks is UNKNOWN or unplaced(graph, prop, satellite):
        return Finding(key, sentence, Verdict.UNDETERMINED, zone.urn)
    if not context.vocabulary.offers(satellite):
        return Finding(key, sentence, Verdict.NOT_OFFERED, zone.urn, detail=satellite)
    return Finding(key, sentence, urn=zone.urn)


RULES = (
    StackRule(
        id="route53-logging-dnssec",
        types=("route53.Zone",),
        criteria=("CC7.2", "CC6.6"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="Public zones log queries and sign their answers.",
        fix="Add route53.QueryLog(zone_id=…), and a route53.KeySigningKey with "
        "route53.HostedZoneDnsSec(hosted_zone_id=…).",
        why="Without signatures an answer can be forged and users led elsewhere; without query "
        "logs nobody sees takeovers and tunnels.",
        keys={"query-log": "zone_id", "signed": "hosted_zone_id"},
        reference="Amazon Route 53 developer guide: public DNS query logging; configuring DNSSEC "
        "signing; Security Hub Route53.2; checkov CKV2_AWS_38, CKV2_AWS_39",
        judge=_judge,
    ),
)
