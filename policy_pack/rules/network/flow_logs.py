"""Every VPC writes down its traffic, and the writing is kept."""

from collections.abc import Iterator

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown, unplaced
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule, expect, is_given
from policy_pack.values import UNKNOWN

LOG = "ec2.FlowLog"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for vpc in graph.of("ec2.Vpc"):
        yield from guarded(_vpc, vpc, "flow-log", graph, context)


def _vpc(vpc: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    logs = graph.satellites(vpc, "vpcId", LOG)
    findings = [list(guarded(_log, log, "sink", graph)) for log in logs]
    if all(findings) and findings:
        yield from (finding for found in findings for finding in found)
    if logs:
        return
    sentence = "no flow log records the VPC's traffic"
    if unplaced(graph, "vpcId", LOG):
        yield Finding("flow-log", sentence, Verdict.UNDETERMINED, vpc.urn)
    elif not context.vocabulary.offers(LOG):
        yield Finding("flow-log", sentence, Verdict.NOT_OFFERED, vpc.urn, detail="flow logs")
    else:
        yield Finding("flow-log", sentence, urn=vpc.urn)


def _log(log: Resource, graph: StackGraph) -> Iterator[Finding]:
    yield from expect(
        log.at("trafficType"),
        lambda kind: kind == "ALL",
        "traffic",
        "the flow log leaves out accepted or rejected traffic",
        urn=log.urn,
    )
    sentence = "the flow log goes to no log group and no bucket"
    sink = shown(log, "logDestination")
    groups = [
        group
        for prop in ("logDestination", "logGroupName")
        for group in graph.targets(log, prop, "cloudwatch.LogGroup")
    ] or _by_arn(sink, graph)
    for group in groups:
        yield from expect(
            group.at("retentionInDays"),
            lambda days: is_given(days) and days != 0,
            "retention",
            "the flow log's group has no retention",
            urn=group.urn,
        )
    if groups or graph.targets(log, "logDestination", "s3.Bucket"):
        return
    kind = log.at("logDestinationType")
    if sink is UNKNOWN or kind is UNKNOWN:
        yield Finding("sink", sentence, Verdict.UNDETERMINED, log.urn)
    elif sink is None or kind == "kinesis-data-firehose":
        yield Finding("sink", sentence, urn=log.urn)
    elif kind != "s3":
        sentence = "the flow log's group is not in this stack, so its retention is not known"
        yield Finding("retention", sentence, Verdict.UNDETERMINED, log.urn)


def _by_arn(sink: object, graph: StackGraph) -> list[Resource]:
    """The group whose ARN stands in the flow log with the suffix that older providers add."""
    if not isinstance(sink, str) or not sink.endswith(":*"):
        return []
    arn = sink.removesuffix(":*")
    return [group for group in graph.of("cloudwatch.LogGroup") if arn in group.identities]


RULES = (
    StackRule(
        id="vpc-flow-logs",
        types=("ec2.Vpc", LOG, "cloudwatch.LogGroup"),
        criteria=("CC7.2", "CC6.6"),
        severity=Severity.HIGH,
        summary="Each VPC records all traffic in a log group with retention or in a bucket.",
        fix='Add ec2.FlowLog(vpc_id=vpc.id, traffic_type="ALL", log_destination=group.arn).',
        keys={
            "flow-log": "vpc_id",
            "traffic": "traffic_type",
            "sink": "log_destination",
            "retention": "retention_in_days",
        },
        reference="Amazon VPC user guide: flow logs; Security Hub EC2.6; checkov CKV2_AWS_11",
        judge=_judge,
    ),
)
