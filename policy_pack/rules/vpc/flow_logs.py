"""Flow logs of VPCs."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
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

LOG = "ec2.FlowLog"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "vpcId", LOG))
    for vpc in graph.of("ec2.Vpc"):
        yield from guarded(_vpc, vpc, "flow-log", graph, context, lost)


def _vpc(vpc: Resource, graph: StackGraph, context: Context, lost: bool) -> Iterator[Finding]:
    logs = graph.satellites(vpc, "vpcId", LOG)
    findings = [list(guarded(_log, log, "sink")) for log in logs]
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


def _log(log: Resource) -> Iterator[Finding]:
    """Check that a log is complete; other rules check its destination."""
    yield from expect(
        log.at("trafficType"),
        lambda kind: kind == "ALL",
        "traffic",
        "the flow log does not record both accepted and rejected traffic",
        urn=log.urn,
    )
    if not any(_named(shown(log, prop)) for prop in ("logDestination", "logGroupName")):
        sentence = "the flow log has no destination"
        yield Finding("sink", sentence, urn=log.urn)


def _named(value: object) -> bool:
    return value is UNKNOWN or is_given(value)


RULES = (
    StackRule(
        id="vpc-flow-logs",
        types=("ec2.Vpc", LOG),
        criteria=("CC7.2", "CC6.6"),
        severity=Severity.HIGH,
        summary="Each VPC records all traffic in a log group, a bucket or a stream.",
        fix='Add ec2.FlowLog(vpc_id=vpc.id, traffic_type="ALL", log_destination=group.arn).',
        keys={
            "flow-log": "vpc_id",
            "traffic": "traffic_type",
            "sink": "log_destination",
        },
        why="Without flow logs nobody can find out afterwards which machines communicated, or "
        "notice that data is leaving.",
        reference="Amazon VPC user guide: flow logs; Security Hub EC2.6; checkov CKV2_AWS_11",
        judge=_judge,
    ),
)
