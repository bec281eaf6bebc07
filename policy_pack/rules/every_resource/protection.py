"""Protection of data stores from accidental deletion."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_given,
    is_true,
)

_INSTANCE = "aws:rds/instance:Instance"
_DATABASES = (_INSTANCE, "aws:rds/cluster:Cluster")


def _judge(store: Resource, context: Context) -> Iterator[Finding]:
    if context.profile is Profile.PROD and not store.protect:
        yield Finding(
            "protect", "the resource is not protected from deletion (ResourceOptions.protect)"
        )
    yield from expect(
        store.at("forceDestroy"),
        lambda on: not is_true(on),
        "force-destroy",
        "force_destroy is on: destroying the resource deletes all its data",
    )
    source = store.at("replicateSourceDb")
    if store.type not in _DATABASES or source is UNKNOWN or is_given(source):
        return  # the data of a replica is that of its source
    yield from expect(
        store.at("skipFinalSnapshot"),
        lambda on: not is_true(on),
        "skip-final-snapshot",
        "the database is deleted without a final snapshot",
    )
    if store.type == _INSTANCE:
        yield from expect(
            store.at("deleteAutomatedBackups"),
            lambda on: on is False or on == "false",
            "automated-backups",
            "automated backups are deleted with the database",
        )


RULES = (
    ResourceRule(
        id="stateful-protected",
        types=(
            "rds.Instance",
            "rds.Cluster",
            "dynamodb.Table",
            "s3.Bucket",
            "kms.Key",
            "efs.FileSystem",
            "backup.Vault",
        ),
        criteria=("A1.2",),
        severity=Severity.HIGH,
        prod_floor=True,
        summary="Data stores are protected from deletion, and their backups outlive them.",
        fix="Set opts=ResourceOptions(protect=True), and no force_destroy or skip_final_snapshot.",
        keys={
            "protect": "opts.protect",
            "force-destroy": "force_destroy",
            "skip-final-snapshot": "skip_final_snapshot",
            "automated-backups": "delete_automated_backups",
        },
        reference="Pulumi documentation: protect; Amazon RDS user guide: deleting a DB instance",
        why="One wrong rename or destroy deletes the data and all its automated backups.",
        judge=_judge,
    ),
)
