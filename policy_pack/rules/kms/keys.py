"""Rotation and deletion window of customer managed keys."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
)

LONGEST_ROTATION_DAYS = 365
SHORTEST_WINDOW_DAYS = 30


def _judge_rotation(key: Resource, _context: Context) -> Iterator[Finding]:
    if key.at("customerMasterKeySpec") not in (None, "", "SYMMETRIC_DEFAULT"):
        raise NotApplicable("AWS KMS rotates symmetric keys only")
    yield from expect(key.at("enableKeyRotation"), is_true, "enabled", "key rotation is off")
    yield from expect(
        key.at("rotationPeriodInDays"),
        lambda days: days is None or days <= LONGEST_ROTATION_DAYS,
        "period",
        f"the key rotates less often than every {LONGEST_ROTATION_DAYS} days",
    )


def _judge_window(key: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        key.at("deletionWindowInDays"),
        lambda days: days is None or days >= SHORTEST_WINDOW_DAYS,
        "window",
        f"the deletion window is shorter than {SHORTEST_WINDOW_DAYS} days",
    )
    enabled = key.at("isEnabled") if key.type == "aws:kms/key:Key" else key.at("enabled")
    yield from expect(
        enabled, lambda on: on is None or is_true(on), "enabled", "the key is disabled"
    )


RULES = (
    ResourceRule(
        id="kms-rotation",
        types=("kms.Key",),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="Symmetric customer managed keys rotate at least once a year.",
        fix="Set enable_key_rotation=True and rotation_period_in_days to 365 or less.",
        keys={"enabled": "enable_key_rotation", "period": "rotation_period_in_days"},
        reference="AWS KMS developer guide: rotating keys; Security Hub KMS.4",
        remedies={"enabled": ("enableKeyRotation", True)},
        why="Without rotation all data depends on one piece of key material, for as long as the "
        "key exists.",
        judge=_judge_rotation,
    ),
    ResourceRule(
        id="kms-deletion-window",
        types=("kms.Key", "kms.ReplicaKey"),
        criteria=("A1.2", "C1.2"),
        severity=Severity.HIGH,
        summary="A key that is scheduled for deletion stays recoverable for 30 days.",
        fix="Set deletion_window_in_days=30 (or leave it out) and keep the key enabled.",
        keys={"window": "deletion_window_in_days", "enabled": "is_enabled"},
        reference="AWS KMS developer guide: deleting keys; Security Hub KMS.3",
        why="Deleting a key makes all its data unreadable; a short or used up window leaves no "
        "time to notice.",
        judge=_judge_window,
    ),
)
