"""Every VPC writes down its traffic, and the writing is kept."""

from collections.abc import Iterator, Mapping

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown, unplaced
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule, expect, is_given
from policy_pack.values import UNKNOWN

LOG = "ec2.FlowLog"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "vpcId", LOG))
    by_arn = _by_arn(graph)
    for vpc in graph.of("ec2.Vpc"):
        yield from guarded(_vpc, vpc, "flow-log", graph, context, lost, by_arn)


def _vpc(
    vpc: Resource, graph: StackGraph, context: Context, lost: bool, by_arn: Mapping[str, Resource]
) -> Iterator[Finding]:
    logs = graph.satellites(vpc, "vpcId", LOG)
    findings = [list(guarded(_log, log, "sink", graph, by_arn)) for log in logs]
    if all(findings) and findings:
        yield from (finding for found in findings for finding in found)
    if logs:
        return
    sentence = "no flow log records the VPC's traffic"
    if lost:
        yield Finding("flow-log", sentence, Verdict.UNDETERMINED, vpc.urn)
    elif not context.vocabulary.offers(LOG):
        yield Finding("flow-log", sentence, Verdict.NOT_OFFERED, vpc.urn, detail="flow logs")
    else:
        yield Finding("flow-log", sentence, urn=vpc.urn)


def _log(log: Resource, graph: StackGraph, by_arn: Mapping[str, Resource]) -> Iterator[Finding]:
    yield from expect(
        log.at("trafficType"),
        lambda kind: kind == "ALL",
        "traffic",
        "the flow log leaves out accepted or rejected traffic",
        urn=log.urn,
    )
    sink = shown(log, "logDestination")
    groups = [
        group
        for prop in ("logDestination", "logGroupName")
        for group in graph.targets(log, prop, "cloudwatch.LogGroup")
    ]
    if not groups and isinstance(sink, str) and sink in by_arn:
        groups = [by_arn[sink]]
    for group in groups:
        yield from expect(
            group.at("retentionInDays"),
            lambda days: is_given(days) and days != 0,
            "retention",
            "the flow log's group has no retention",
            urn=group.urn,
        )
    # A destination elsewhere is kept as long as the rules of its own stack say.
    if not groups and not any(_named(each) for each in (sink, shown(log, "logGroupName"))):
        sentence = "the flow log goes to no log group, no bucket and no stream"
        yield Finding("sink", sentence, urn=log.urn)


def _named(value: object) -> bool:
    return value is UNKNOWN or is_given(value)


def _by_arn(graph: StackGraph) -> dict[str, Resource]:
    """Log groups by ARN with the suffix that older providers add."""
    return {
        f"{name}:*": group for group in graph.of("cloudwatch.LogGroup") for name in group.identities
    }


RULES = (
    StackRule(
        id="vpc-flow-logs",
        types=("ec2.Vpc", LOG, "cloudwatch.LogGroup"),
        criteria=("CC7.2", "CC6.6"),
        severity=Severity.HIGH,
        summary="Each VPC records all traffic, in a group with retention, a bucket or a stream.",
        fix='Add ec2.FlowLog(vpc_id=vpc.id, traffic_type="ALL", log_destination=group.arn).',
        keys={
            "flow-log": "vpc_id",
            "traffic": "traffic_type",
            "sink": "log_destination",
            "retention": "retention_in_days",
        },
        why="Without flow logs nobody can tell afterwards which machine talked to whom, nor see "
        "that data is leaving.",
        reference="Amazon VPC user guide: flow logs; Security Hub EC2.6; checkov CKV2_AWS_11",
        judge=_judge,
    ),
)
