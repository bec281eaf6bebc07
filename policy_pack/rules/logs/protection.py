"""Deletion protection of audit logs."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    NotApplicable,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    doubtful,
    expect,
    is_true,
    sure,
)
from soc2_baseline.policy_pack.rules.logs.groups import is_audit


def _judge(group: Resource, context: Context) -> Iterator[Finding]:
    if context.profile is not Profile.PROD:
        raise NotApplicable("log groups are protected in prod")
    audit = sure(is_audit, group)
    if audit is False:
        raise NotApplicable("the log group is not for audit logs")
    sentence = "deletion protection is off: one call deletes the audit log group"
    found = expect(group.at("deletionProtectionEnabled"), is_true, "protected", sentence)
    yield from found if audit else doubtful(found)


RULES = (
    ResourceRule(
        id="log-group-cmk-recommended",
        types=("cloudwatch.LogGroup",),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Log groups for audit logs have deletion protection.",
        fix="Set deletion_protection_enabled=True.",
        keys={"protected": "deletion_protection_enabled"},
        reference="Amazon CloudWatch Logs user guide: protecting log groups from deletion",
        why="An attacker who wants to cover tracks deletes the log group first, and one call is "
        "enough.",
        judge=_judge,
    ),
)
