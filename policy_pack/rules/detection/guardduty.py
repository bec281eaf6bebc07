"""Amazon GuardDuty with every protection plan."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    guarded,
    is_true,
    known,
    shown,
    sure,
    unplaced,
)
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless

DETECTOR, FEATURE = "guardduty.Detector", "guardduty.DetectorFeature"
FEATURES = {
    "s3": ("S3_DATA_EVENTS",),
    "eks": ("EKS_AUDIT_LOGS",),
    "runtime": ("RUNTIME_MONITORING", "EKS_RUNTIME_MONITORING"),
    "malware": ("EBS_MALWARE_PROTECTION",),
    "rds": ("RDS_LOGIN_EVENTS",),
    "lambda": ("LAMBDA_NETWORK_LOGS",),
}
_INLINE = {
    "s3": ("s3Logs", "enable"),
    "eks": ("kubernetes", "auditLogs", "enable"),
    "malware": ("malwareProtection", "scanEc2InstanceWithFindings", "ebsVolumes", "enable"),
}
"""Deprecated settings of the detector itself."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    detectors = graph.of(DETECTOR)
    sentence = "Amazon GuardDuty is not enabled"
    found = (True for _ in detectors)
    yield from unless(found, "detector", sentence, DETECTOR, graph, context)
    for detector in detectors:
        yield from guarded(_judge_detector, detector, "enabled", graph, context)


def _judge_detector(detector: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    enabled = detector.at("enable")
    if enabled is not None and not is_true(known(enabled)):
        yield Finding("enabled", "the detector is suspended", urn=detector.urn)
        return
    features = graph.satellites(detector, "detectorId", FEATURE)
    elsewhere = [None] if unplaced(graph, "detectorId", FEATURE) else []
    for key, names in FEATURES.items():
        answers = [sure(_turns_on, feature, names) for feature in features]
        answers += [sure(_is_on_inline, detector, key), *elsewhere]
        sentence = f"the detector does not enable {names[0]}"
        yield from unless(answers, key, sentence, FEATURE, graph, context, detector.urn)


def _turns_on(feature: Resource, names: tuple[str, ...]) -> bool:
    # A feature with another name, or one that is off, counts as off whatever else is unknown.
    name, status = feature.at("name"), feature.at("status")
    if isinstance(name, str) and name not in names:
        return False
    if isinstance(status, str) and status != "ENABLED":
        return False
    return bool(known(name) in names and known(status) == "ENABLED")


def _is_on_inline(detector: Resource, key: str) -> bool:
    path = _INLINE.get(key)
    return path is not None and is_true(known(shown(detector, "datasources", *path)))


RULES = (
    StackRule(
        id="guardduty-on",
        types=(STACK, DETECTOR),
        criteria=("CC6.8", "CC7.2"),
        severity=Severity.HIGH,
        summary="Amazon GuardDuty monitors the account with every protection plan.",
        fix='Add guardduty.Detector(enable=True) and a DetectorFeature with status="ENABLED" for '
        "each protection plan.",
        keys={
            "detector": "enable",
            "enabled": "enable",
            **dict.fromkeys(FEATURES, "name"),
        },
        reference="Amazon GuardDuty user guide: protection plans; Security Hub GuardDuty.1, "
        "GuardDuty.5 to GuardDuty.11; checkov CKV_AWS_238, CKV2_AWS_3",
        why="Stolen credentials, malware and reconnaissance go unnoticed until somebody outside "
        "reports the damage.",
        needs="owns_account",
        judge=_judge,
    ),
)
