"""Coverage, integrity, encryption and monitoring of trails."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_customer_key,
    is_given,
    is_true,
)

_FLAGS = (
    ("logging", "enableLogging", True, "logging of the trail is off"),
    ("multi-region", "isMultiRegionTrail", False, "the trail covers only one region"),
    (
        "validation",
        "enableLogFileValidation",
        False,
        "log file validation is off, so changed log files go unnoticed",
    ),
    (
        "global-events",
        "includeGlobalServiceEvents",
        True,
        "events of IAM and other global services are not recorded",
    ),
)
"""Key, property, default of the provider, and the sentence for the value False."""

STORE = "aws:cloudtrail/eventDataStore:EventDataStore"


def _judge(trail: Resource, _context: Context) -> Iterator[Finding]:
    yield from _store(trail) if trail.type == STORE else _trail(trail)
    yield from expect(
        trail.at("kmsKeyId"),
        is_customer_key,
        "cmk",
        "the events are not encrypted with a customer managed key",
        wire=Wire("kmsKeyId", CUSTOMER_KEYS),
    )


def _store(store: Resource) -> Iterator[Finding]:
    sentence = "ingestion of the event data store is suspended"
    yield from expect(store.at("suspend"), lambda on: not is_true(on), "logging", sentence)
    everywhere = store.at("multiRegionEnabled")
    sentence = "the event data store covers only one region"
    yield from expect(True if everywhere is None else everywhere, is_true, "multi-region", sentence)


def _trail(trail: Resource) -> Iterator[Finding]:
    for key, prop, default, sentence in _FLAGS:
        value = trail.at(prop)
        yield from expect(default if value is None else value, is_true, key, sentence)
    for prop, kinds in (
        ("cloudWatchLogsGroupArn", ("cloudwatch.LogGroup",)),
        ("cloudWatchLogsRoleArn", ("iam.Role",)),
    ):
        sentence = "the trail does not send events to CloudWatch Logs, so no alarm can use them"
        found = list(
            expect(trail.at(prop), is_given, "log-group", sentence, wire=Wire(prop, kinds))
        )
        if found:
            yield from found
            return


RULES = (
    ResourceRule(
        id="cloudtrail-hardened",
        types=("cloudtrail.Trail", "cloudtrail.EventDataStore"),
        criteria=("CC7.2", "CC7.3"),
        severity=Severity.HIGH,
        summary="Trails cover every region, are validated, encrypted and sent to CloudWatch Logs.",
        fix="Set is_multi_region_trail, enable_log_file_validation, kms_key_id, "
        "cloud_watch_logs_group_arn and cloud_watch_logs_role_arn.",
        keys={
            "logging": "enable_logging",
            "multi-region": "is_multi_region_trail",
            "validation": "enable_log_file_validation",
            "global-events": "include_global_service_events",
            "cmk": "kms_key_id",
            "log-group": "cloud_watch_logs_group_arn",
        },
        reference="AWS CloudTrail user guide: security best practices; Security Hub CloudTrail.1, "
        "CloudTrail.2, CloudTrail.4, CloudTrail.5; AWS Config "
        "event-data-store-cmk-encryption-enabled; "
        "checkov CKV_AWS_35, CKV_AWS_36, CKV_AWS_67, "
        "CKV_AWS_251, CKV2_AWS_10",
        why="Events in another region, or events that somebody removes from the log files later, "
        "are missing from the record that an investigation relies on.",
        remedies={"validation": ("enableLogFileValidation", True)},
        judge=_judge,
    ),
)
