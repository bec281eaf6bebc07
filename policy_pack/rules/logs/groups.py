"""Retention and encryption of log groups.

A group holds audit logs if its name (physical or in the program) contains audit, cloudtrail or
flow-log, or if its tag ``service`` is ``audit-archive``. Nothing else shows its purpose.
"""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    doubtful,
    either,
    expect,
    is_customer_key,
    known,
    number,
    some,
    sure,
)

AUDIT_NAME = re.compile(r"audit|cloudtrail|flow[-_]?log", re.IGNORECASE)
AUDIT_SERVICE = "audit-archive"


def is_audit(group: Resource) -> bool:
    """Return whether the group holds audit logs.

    Raises:
        ValueUnknown: nothing known says so, but its name or tag may.
    """
    names = (group.name, group.at("name"), group.at("namePrefix"))
    return either(
        lambda: some(
            names, lambda name: isinstance(name, str) and AUDIT_NAME.search(name) is not None
        ),
        lambda: bool(known(group.tag("service")) == AUDIT_SERVICE),
    )


def _judge_retention(group: Resource, context: Context) -> Iterator[Finding]:
    if group.at("logGroupClass") == "DELIVERY":
        raise NotApplicable("CloudWatch keeps log events of the class DELIVERY for two days")
    days = number(group.at("retentionInDays"))
    yield from expect(days, bool, "never", "log events never expire")
    if days is UNKNOWN or not days:
        return
    if days < context.options["days"]:
        sentence = f"log events are kept for less than {context.options['days']} days"
        yield Finding("short", sentence)
    audit = sure(is_audit, group)
    if audit is not False and days < context.options["audit_days"]:
        sentence = f"audit log events are kept for less than {context.options['audit_days']} days"
        findings = [Finding("audit", sentence)]
        yield from findings if audit else doubtful(findings)


def _judge_key(group: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        group.at("kmsKeyId"),
        is_customer_key,
        "key",
        "the log group is not encrypted with a customer managed key",
        wire=Wire("kmsKeyId", CUSTOMER_KEYS),
    )


RULES = (
    ResourceRule(
        id="log-group-retention",
        types=("cloudwatch.LogGroup",),
        criteria=("CC7.2", "CC7.3", "P4.2"),
        severity=Severity.MEDIUM,
        summary="Log events expire, those of audit logs after a year or more.",
        fix="Set retention_in_days to 30 or more, in groups for audit logs to 365 or more.",
        keys={
            "never": "retention_in_days",
            "short": "retention_in_days",
            "audit": "retention_in_days",
        },
        reference="Amazon CloudWatch Logs user guide: changing the retention of log data; "
        "checkov CKV_AWS_66, CKV_AWS_338",
        why="Log events that expire too early are missing in an investigation; those that never "
        "expire keep personal data forever.",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 30,
                "description": "Minimum number of days to keep log events.",
            },
            "audit_days": {
                "type": "integer",
                "minimum": 1,
                "default": 365,
                "description": "Minimum number of days to keep audit log events.",
            },
        },
        judge=_judge_retention,
    ),
    ResourceRule(
        id="log-group-cmk",
        types=("cloudwatch.LogGroup",),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.MEDIUM,
        summary="Log groups are encrypted with a customer managed key.",
        fix="Set kms_key_id to the ARN of a key whose policy lets CloudWatch Logs use it.",
        keys={"key": "kms_key_id"},
        reference="Amazon CloudWatch Logs user guide: encrypting log data with KMS; "
        "checkov CKV_AWS_158",
        why="Logs repeat customers' data; without a customer managed key you cannot revoke access "
        "to them or see who decrypts.",
        judge=_judge_key,
    ),
)
