"""Query logs and DNSSEC signing of Amazon Route 53 public hosted zones."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    expect,
    guarded,
    is_given,
    shown,
    unplaced,
)

LOG = "route53.QueryLog"
SIGNING = "route53.HostedZoneDnsSec"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = {
        "query-log": bool(unplaced(graph, "zoneId", LOG)),
        "signed": bool(unplaced(graph, "hostedZoneId", SIGNING)),
    }
    for zone in graph.of("route53.Zone"):
        yield from guarded(_zone, zone, "query-log", graph, context, lost)


def _zone(
    zone: Resource, graph: StackGraph, context: Context, lost: dict[str, bool]
) -> Iterator[Finding]:
    networks = shown(zone, "vpcs")
    if networks is not UNKNOWN and is_given(networks):
        return

    def lacking(key: str, sentence: str, satellite: str) -> Finding:
        if networks is UNKNOWN or lost[key]:
            return Finding(key, sentence, Verdict.UNDETERMINED, zone.urn)
        if not context.vocabulary.offers(satellite):
            return Finding(key, sentence, Verdict.NOT_OFFERED, zone.urn, detail=satellite)
        return Finding(key, sentence, urn=zone.urn)

    if not graph.satellites(zone, "zoneId", LOG):
        yield lacking("query-log", "the public hosted zone does not log queries", LOG)
    sentence = "DNSSEC signing of the public hosted zone is off"
    signing = graph.satellites(zone, "hostedZoneId", SIGNING)
    if not signing:
        yield lacking("signed", sentence, SIGNING)
    for each in signing:
        yield from expect(
            each.at("signingStatus"),
            lambda status: status != "NOT_SIGNING",
            "signed",
            sentence,
            urn=zone.urn,
        )


RULES = (
    StackRule(
        id="route53-logging-dnssec",
        types=("route53.Zone",),
        criteria=("CC7.2", "CC6.6"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="Public hosted zones log queries and have DNSSEC signing.",
        fix="Add route53.QueryLog(zone_id=…), and a route53.KeySigningKey with "
        "route53.HostedZoneDnsSec(hosted_zone_id=…).",
        why="Without signatures attackers can forge answers and send users elsewhere; without "
        "query logs nobody notices takeovers and DNS tunnels.",
        keys={"query-log": "zone_id", "signed": "hosted_zone_id"},
        reference="Amazon Route 53 developer guide: public DNS query logging; configuring DNSSEC "
        "signing; Security Hub Route53.2; checkov CKV2_AWS_38, CKV2_AWS_39",
        judge=_judge,
    ),
)
