"""Encryption context of grants, which allow use of a key outside its policy."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    contains_unknown,
    is_given,
    items,
    some,
)

_CONTEXT_OPERATIONS = ("Decrypt", "ReEncryptFrom", "GenerateDataKey", "GenerateDataKeyPair")


def _judge_grant(grant: Resource, _context: Context) -> Iterator[Finding]:
    operations = grant.at("operations")
    if not contains_unknown(operations) and not any(
        operation in _CONTEXT_OPERATIONS for operation in items(operations)
    ):
        raise NotApplicable("the grant's operations do not support an encryption context")
    constraints = grant.at("constraints")
    given = [constraints] if constraints is UNKNOWN else items(constraints)
    contexts = [
        at(constraint, name)
        for constraint in given
        for name in ("encryptionContextEquals", "encryptionContextSubset")
    ]
    if any(context is not UNKNOWN and is_given(context) for context in contexts):
        return
    unsure = any(context is UNKNOWN for context in contexts) or not some(
        items(operations), lambda operation: operation in _CONTEXT_OPERATIONS
    )
    yield Finding(
        "constraint",
        "the grant allows decryption with any encryption context",
        Verdict.UNDETERMINED if unsure else Verdict.VIOLATION,
    )


RULES = (
    ResourceRule(
        id="kms-grant-scoped",
        types=("kms.Grant",),
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.HIGH,
        summary="Grants allow decryption only with a named encryption context.",
        fix="Set constraints with encryption_context_equals or encryption_context_subset.",
        keys={"constraint": "constraints"},
        reference="AWS KMS developer guide: grants, grant constraints",
        why="Without it the grantee can decrypt the data of every tenant that the key protects, "
        "outside the key policy.",
        judge=_judge_grant,
    ),
)
