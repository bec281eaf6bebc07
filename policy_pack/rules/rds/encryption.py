"""Encryption of databases with a customer managed key."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_customer_key,
    is_true,
)
from soc2_baseline.policy_pack.rules.rds.reading import (
    CLUSTER,
    GLOBAL,
    is_replica,
    is_restored,
    is_there,
)

_COPIED_BACKUPS = "aws:rds/instanceAutomatedBackupsReplication:InstanceAutomatedBackupsReplication"


def _judge(database: Resource, _context: Context) -> Iterator[Finding]:
    if database.type == _COPIED_BACKUPS:
        yield from _key(database)
        return
    if is_replica(database):
        raise NotApplicable("a replica has the encryption of its source")
    if database.type == GLOBAL and is_there(database.at("sourceDbClusterIdentifier")):
        raise NotApplicable("the global cluster has the encryption of its first cluster")
    mode = database.at("engineMode") if database.type == CLUSTER else None
    by_itself = is_restored(database) or mode == "serverless"
    yield from expect(
        database.at("storageEncrypted"),
        lambda on: is_true(on) or (on is None and by_itself),
        "encrypted",
        "the database is not encrypted at rest",
    )
    if database.type == GLOBAL or (database.at("kmsKeyId") is None and is_restored(database)):
        return  # each cluster has its own key; a restored database keeps the key of its backup
    yield from _key(database)


def _key(database: Resource) -> Iterator[Finding]:
    yield from expect(
        database.at("kmsKeyId"),
        is_customer_key,
        "key",
        "the data is not encrypted with a customer managed key",
        wire=Wire("kmsKeyId", CUSTOMER_KEYS),
    )


RULES = (
    ResourceRule(
        id="rds-encrypted",
        types=(
            "rds.Instance",
            "rds.Cluster",
            "rds.GlobalCluster",
            "rds.InstanceAutomatedBackupsReplication",
        ),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Databases are encrypted at rest with a customer managed key.",
        fix="Set storage_encrypted=True and kms_key_id to the ARN of your own KMS key.",
        keys={"encrypted": "storage_encrypted", "key": "kms_key_id"},
        reference="Amazon RDS user guide: encrypting Amazon RDS resources; Security Hub RDS.3, "
        "RDS.27; checkov CKV_AWS_16, CKV_AWS_96, CKV_AWS_140, CKV_AWS_245, CKV_AWS_327",
        why="An attacker who gets storage, backups or snapshots can read them, and encryption "
        "cannot be enabled later without copying the database.",
        judge=_judge,
    ),
)
