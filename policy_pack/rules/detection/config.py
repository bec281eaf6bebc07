"""Recording and delivery of AWS Config."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    at,
    guarded,
    is_true,
    items,
    known,
    shown,
    sure,
)
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless

RECORDER, STATUS, CHANNEL = "cfg.Recorder", "cfg.RecorderStatus", "cfg.DeliveryChannel"
_GLOBAL_TYPES = ("AWS::IAM::User", "AWS::IAM::Role", "AWS::IAM::Group", "AWS::IAM::Policy")


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    recorders = graph.of(RECORDER)
    yield from unless(
        (True for _ in recorders),
        "recorder",
        "AWS Config has no recorder",
        RECORDER,
        graph,
        context,
    )
    for recorder in recorders:
        yield from guarded(_all_types, recorder, "all-types")
    if recorders:
        yield from _working(recorders, graph, context)


def _working(recorders: list[Resource], graph: StackGraph, context: Context) -> Iterator[Finding]:
    sentence = "no recorder records IAM and other global resource types"
    answers = [sure(_records_global, recorder) for recorder in recorders]
    urn = recorders[0].urn
    yield from unless(answers, "global", sentence, RECORDER, graph, context, urn)
    statuses = graph.of(STATUS)
    for status in statuses:
        yield from guarded(_enabled, status, "enabled")
    if not statuses:
        sentence = "no RecorderStatus starts the recorder"
        yield from unless((), "enabled", sentence, STATUS, graph, context, urn)
    sentence = "no delivery channel delivers the recorder's data"
    channels = (True for _ in graph.of(CHANNEL))
    yield from unless(channels, "delivered", sentence, CHANNEL, graph, context, urn)


def _all_types(recorder: Resource) -> Iterator[Finding]:
    group = known(shown(recorder, "recordingGroup"))
    everything = known(at(group, "allSupported"))
    if everything is None or is_true(everything) or _leaves_out(group) is not None:
        return
    yield Finding("all-types", "the recorder does not record all resource types", urn=recorder.urn)


def _leaves_out(group: Any) -> list[str] | None:
    """Return the types that a recorder excludes; None if it has another strategy."""
    strategies = items(at(group, "recordingStrategies"))
    if not any(known(at(one, "useOnly")) == "EXCLUSION_BY_RESOURCE_TYPES" for one in strategies):
        return None
    exclusions = items(at(group, "exclusionByResourceTypes"))
    return [known(name) for each in exclusions for name in items(at(each, "resourceTypes"))]


def _records_global(recorder: Resource) -> bool:
    group = known(shown(recorder, "recordingGroup"))
    left_out = _leaves_out(group)
    if left_out is not None:
        return not any(name in _GLOBAL_TYPES for name in left_out)
    return is_true(known(at(group, "includeGlobalResourceTypes"))) or (
        any(known(name) in _GLOBAL_TYPES for name in items(at(group, "resourceTypes")))
    )


def _enabled(status: Resource) -> Iterator[Finding]:
    if not is_true(known(status.at("isEnabled"))):
        yield Finding("enabled", "the recorder is stopped", urn=status.urn)


RULES = (
    StackRule(
        id="config-recorder",
        types=(STACK, RECORDER, STATUS),
        criteria=("CC7.1", "CC8.1"),
        severity=Severity.HIGH,
        summary="AWS Config records every resource type of the account and delivers the records.",
        fix="Add cfg.Recorder with recording_group all_supported and include_global_resource_types,"
        " a DeliveryChannel, and a RecorderStatus with is_enabled=True.",
        keys={
            "recorder": "role_arn",
            "all-types": "recording_group.all_supported",
            "global": "recording_group.include_global_resource_types",
            "enabled": "is_enabled",
            "delivered": "s3_bucket_name",
        },
        reference="AWS Config developer guide: recording AWS resources; Security Hub Config.1; "
        "checkov CKV2_AWS_45, CKV2_AWS_48",
        why="Without a configuration history nobody can find out what changed and when.",
        needs="owns_account",
        judge=_judge,
    ),
)
