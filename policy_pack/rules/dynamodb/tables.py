"""Encryption, recovery and deletion protection of tables and replicas."""

from collections.abc import Callable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    at,
    expect,
    is_customer_key,
    is_true,
    items,
)

TYPES = ("dynamodb.Table", "dynamodb.TableReplica")
TABLE = "aws:dynamodb/table:Table"


def _each_replica(
    table: Resource,
    prop: str,
    holds: Callable[[Any], bool],
    sentence: str,
    wire: Wire | None = None,
) -> Iterator[Finding]:
    """Check a property of the replicas that a table lists inline."""
    for replica in items(table.at("replicas")):
        yield from expect(at(replica, prop), holds, "replica", sentence, wire=wire)


def _judge_key(table: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "the key is not a customer managed key"
    if table.type != TABLE:
        wire = Wire("kmsKeyArn", CUSTOMER_KEYS)
        yield from expect(table.at("kmsKeyArn"), is_customer_key, "key", sentence, wire=wire)
        return
    enabled = table.at("serverSideEncryption", "enabled")
    yield from expect(enabled, is_true, "enabled", "the table is encrypted with an AWS owned key")
    if enabled is UNKNOWN or is_true(enabled):
        wire = Wire("serverSideEncryption", CUSTOMER_KEYS)
        key = table.at("serverSideEncryption", "kmsKeyArn")
        yield from expect(key, is_customer_key, "key", sentence, wire=wire)
    wire = Wire("replicas", CUSTOMER_KEYS)
    sentence = "a replica is not encrypted with a customer managed key"
    yield from _each_replica(table, "kmsKeyArn", is_customer_key, sentence, wire)


def _judge_recovery(table: Resource, _context: Context) -> Iterator[Finding]:
    inline = table.type == TABLE
    enabled = table.at(*("pointInTimeRecovery", "enabled") if inline else ("pointInTimeRecovery",))
    yield from expect(enabled, is_true, "enabled", "point-in-time recovery is off")
    sentence = "point-in-time recovery of a replica is off"
    yield from _each_replica(table, "pointInTimeRecovery", is_true, sentence)


def _judge_deletion(table: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "deletion protection is off: one call deletes the table"
    yield from expect(table.at("deletionProtectionEnabled"), is_true, "enabled", sentence)
    sentence = "deletion protection of a replica is off"
    yield from _each_replica(table, "deletionProtectionEnabled", is_true, sentence)


RULES = (
    ResourceRule(
        id="dynamodb-cmk",
        types=TYPES,
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Tables and replicas are encrypted with a customer managed key.",
        fix="Set server_side_encryption.enabled=True and kms_key_arn to your key, on replicas too.",
        keys={
            "enabled": "server_side_encryption.enabled",
            "key": "server_side_encryption.kms_key_arn",
            "replica": "replicas.kms_key_arn",
        },
        reference="Amazon DynamoDB developer guide: encryption at rest; "
        "checkov CKV_AWS_119, CKV_AWS_271",
        why="Without a customer managed key you can neither control who may decrypt the table nor "
        "revoke that.",
        judge=_judge_key,
    ),
    ResourceRule(
        id="dynamodb-pitr",
        types=TYPES,
        criteria=("A1.2", "CC7.5"),
        severity=Severity.HIGH,
        summary="Tables and replicas have point-in-time recovery.",
        fix="Set point_in_time_recovery.enabled=True, and point_in_time_recovery=True on replicas.",
        keys={
            "enabled": "point_in_time_recovery.enabled",
            "replica": "replicas.point_in_time_recovery",
        },
        reference="Amazon DynamoDB developer guide: point-in-time recovery; "
        "Security Hub DynamoDB.2; checkov CKV_AWS_28",
        why="A faulty release that overwrites items cannot be undone without losing the time "
        "since the last backup.",
        judge=_judge_recovery,
    ),
    ResourceRule(
        id="dynamodb-deletion-protection",
        types=TYPES,
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        summary="Tables and replicas have deletion protection.",
        fix="Set deletion_protection_enabled=True, on replicas too.",
        keys={
            "enabled": "deletion_protection_enabled",
            "replica": "replicas.deletion_protection_enabled",
        },
        reference="Amazon DynamoDB developer guide: deletion protection; Security Hub DynamoDB.6",
        prod_floor=True,
        why="One wrong call or one renamed resource deletes the table with everything in it.",
        remedies={"enabled": ("deletionProtectionEnabled", True)},
        judge=_judge_deletion,
    ),
)
