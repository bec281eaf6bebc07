"""Encryption of backup vaults, and protection of backups from early deletion.

``stateful-protected`` covers deletion of the vault itself.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    Malformed,
    Profile,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    expect,
    guarded,
    is_given,
    number,
    parse,
    shown,
    unplaced,
)

LOCK = "backup.VaultLockConfiguration"
POLICY = "backup.VaultPolicy"
_KEYS = ("kms.Key", "kms.ReplicaKey", "kms.Alias", "kms.ExternalKey")
_DENIED = ("backup:DeleteRecoveryPoint", "backup:UpdateRecoveryPointLifecycle")


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for vault in graph.of("backup.Vault"):
        yield from guarded(_key, vault, "cmk", graph)
        yield from guarded(_locked, vault, "lock", graph, context)
        yield from guarded(_denies, vault, "deny-delete", graph, context)


def _key(vault: Resource, graph: StackGraph) -> Iterator[Finding]:
    if graph.targets(vault, "kmsKeyArn", *_KEYS):
        return
    yield from expect(
        shown(vault, "kmsKeyArn"),
        lambda arn: is_given(arn) and not str(arn).endswith("alias/aws/backup"),
        "cmk",
        "the vault is encrypted with an AWS managed key",
        urn=vault.urn,
    )


def _locked(vault: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    locks = graph.satellites(vault, "backupVaultName", LOCK)
    for lock in locks:
        yield from guarded(_lock, lock, "lock-range", context)
    if context.profile is Profile.PROD and not locks:
        yield _missing(
            "lock",
            "no vault lock protects backups from early deletion",
            LOCK,
            vault,
            graph,
            context,
        )


def _lock(lock: Resource, context: Context) -> Iterator[Finding]:
    if not context.options["compliance_mode"]:
        yield from expect(
            shown(lock, "changeableForDays"),
            lambda days: days in (None, 0),
            "lock-mode",
            "the vault lock is in compliance mode, which cannot be undone",
            urn=lock.urn,
        )
    shortest = number(shown(lock, "minRetentionDays"))
    longest = number(shown(lock, "maxRetentionDays"))
    if context.profile is Profile.PROD:
        sentence = "the vault lock has no minimum retention"
        yield from expect(shortest, is_given, "lock", sentence, urn=lock.urn)
    if longest is not None and shortest is not None and longest < shortest:
        sentence = "the vault lock's maximum retention is below its minimum"
        yield Finding("lock-range", sentence, urn=lock.urn)


def _denies(vault: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    policies = graph.satellites(vault, "backupVaultName", POLICY)
    sentence = "no vault policy denies everybody the deletion of recovery points"
    if not policies:
        yield _missing("deny-delete", sentence, POLICY, vault, graph, context)
        return
    unknown = False
    for policy in policies:
        try:
            if _denied(parse(shown(policy, "policy"))):
                return
        except Malformed:
            sentence = "the vault policy cannot be read"
        except ValueUnknown:
            unknown = True
    verdict = Verdict.UNDETERMINED if unknown else Verdict.VIOLATION
    yield Finding("deny-delete", sentence, verdict, vault.urn)


def _denied(document: Document) -> bool:
    statements = [
        statement
        for statement in document.denying()
        if not statement.conditions
        and not statement.not_principals
        and statement.anyone
        and not statement.not_resources
        and statement.any_resource
    ]
    return all(any(statement.covers(action) for statement in statements) for action in _DENIED)


def _missing(
    key: str, sentence: str, short: str, vault: Resource, graph: StackGraph, context: Context
) -> Finding:
    if unplaced(graph, "backupVaultName", short):
        return Finding(key, sentence, Verdict.UNDETERMINED, vault.urn)
    if not context.vocabulary.offers(short):
        return Finding(key, sentence, Verdict.NOT_OFFERED, vault.urn, detail=short)
    return Finding(key, sentence, urn=vault.urn)


RULES = (
    StackRule(
        id="backup-vault",
        types=("backup.Vault", LOCK),
        criteria=("A1.2", "C1.1"),
        severity=Severity.HIGH,
        summary="Backup vaults use a customer managed key and do not let anybody delete backups "
        "early.",
        fix="Set kms_key_arn; add a VaultPolicy that denies deletion, and a "
        "VaultLockConfiguration.",
        keys={
            "cmk": "kms_key_arn",
            "lock": "min_retention_days",
            "lock-range": "max_retention_days",
            "lock-mode": "changeable_for_days",
            "deny-delete": "policy",
        },
        options={
            "compliance_mode": {
                "type": "boolean",
                "default": False,
                "description": "Allow vault locks in compliance mode, which cannot be undone.",
            }
        },
        reference="AWS Backup developer guide: vault lock, vault access policies; "
        "AWS Config backup-recovery-point-manual-deletion-disabled; checkov CKV_AWS_166",
        why="An attacker who takes over the account, or ransomware, deletes the backups first and "
        "the data afterwards.",
        judge=_judge,
    ),
)
