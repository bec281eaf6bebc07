"""Key policies: named principals, and separation of administration and use."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Document,
    Finding,
    Level,
    Malformed,
    NotApplicable,
    ParsedStatement,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    bars_outsiders,
    every,
    expect,
    is_given,
    parse,
    some,
)
from soc2_baseline.policy_pack.rules.iam.meaning import held
from soc2_baseline.policy_pack.rules.iam.reading import each, judged

KEY_TYPES = (
    "kms.Key",
    "kms.KeyPolicy",
    "kms.ReplicaKey",
    "kms.ExternalKey",
    "kms.ReplicaExternalKey",
)
ADMINISTRATION = (
    "kms:PutKeyPolicy",
    "kms:ScheduleKeyDeletion",
    "kms:DisableKey",
    "kms:DeleteImportedKeyMaterial",
)
"""Actions that change or end a key; not CreateGrant, which users need for AWS services."""

USE = ("kms:Decrypt", "kms:ReEncryptFrom")
_CALLER_KEYS = (
    "kms:CallerAccount",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
)


def _judge_anyone(key: Resource, _context: Context) -> Iterator[Finding]:
    policy = key.at("policy")
    if policy is not UNKNOWN and not is_given(policy):
        raise NotApplicable("the key's policy is another resource, or AWS's default")
    yield from judged([policy], _anyone, "anyone", malformed=True)


def _anyone(document: Document) -> Iterator[Finding]:
    yield from each(document.allowing(), lambda s: _anyone_statement(document, s), "anyone")


def _anyone_statement(document: Document, statement: ParsedStatement) -> Iterator[Finding]:
    if every(
        statement,
        lambda s: s.anyone,
        lambda s: not held(document, s, *_CALLER_KEYS),
        lambda s: not document.withdraws(s, binds=bars_outsiders),
    ):
        yield Finding("anyone", "the key policy allows principals of every account")


def _judge_present(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for key in graph.of("kms.Key"):
        if key.edges.get("policy") or graph.satellites(key, "keyId", "kms.KeyPolicy"):
            continue
        yield from expect(
            key.at("policy"),
            is_given,
            "policy",
            "the key has the default key policy, which leaves access to IAM policies alone",
            urn=key.urn,
        )


def _judge_separation(key: Resource, _context: Context) -> Iterator[Finding]:
    policy = key.at("policy")
    if policy is not UNKNOWN and not is_given(policy):
        raise NotApplicable("the key's policy is another resource, or AWS's default")
    try:
        document = parse(policy)
    except Malformed as problem:
        raise NotApplicable(str(problem)) from problem
    if some(
        document.allowing(),
        lambda statement: some(_names(statement), lambda name: _holds(document, name)),
    ):
        yield Finding("separation", "one principal both manages the key and decrypts with it")


def _names(statement: ParsedStatement) -> list[object]:
    """Return the principals of a statement but the account itself, which delegates to IAM."""
    values = [p.value for p in statement.principals if p.kind is UNKNOWN or p.kind == "AWS"]
    return [v for v in values if v is UNKNOWN or not _is_account(str(v))]


def _is_account(principal: str) -> bool:
    return principal.endswith(":root") or principal.isdigit()


def _holds(document: Document, name: object) -> bool:
    def denied(denial: ParsedStatement) -> bool:
        return not denial.conditions and _is_of(denial, name)

    def may(action: str) -> bool:
        return some(
            document.allowing(),
            lambda statement: every(
                statement,
                lambda s: _is_of(s, name),
                lambda s: s.covers(action),
                lambda s: not document.withdraws(s, action, denied),
            ),
        )

    return some(ADMINISTRATION, may) and some(USE, may)


def _is_of(statement: ParsedStatement, name: object) -> bool:
    """Return whether a statement names the principal; a Deny for everybody includes it."""
    return any(
        p.value is not UNKNOWN
        and (p.value == name or (not statement.allows and p.value == "*"))
        and p.kind == "AWS"
        for p in statement.principals
    )


RULES = (
    ResourceRule(
        id="kms-policy-no-wildcard",
        types=KEY_TYPES,
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.CRITICAL,
        summary="Key policies allow named principals, or those of a named account.",
        fix="In policy, name principals or require kms:CallerAccount.",
        keys={"anyone": "policy", "document": "policy"},
        reference="AWS KMS developer guide: key policies; Security Hub KMS.5; checkov CKV_AWS_33",
        why="Otherwise anybody with an AWS account may use the key, so encryption protects "
        "nothing.",
        judge=_judge_anyone,
    ),
    StackRule(
        id="kms-policy-no-wildcard-stack",
        types=("kms.Key",),
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.MEDIUM,
        summary="Every key has its own key policy.",
        fix="Set policy on the key, or add a kms.KeyPolicy with its key_id.",
        keys={"policy": "policy"},
        reference="AWS KMS developer guide: default key policy; checkov CKV2_AWS_64",
        why="Without its own key policy, IAM policies of the account alone decide who may decrypt.",
        judge=_judge_present,
    ),
    ResourceRule(
        id="kms-admin-use-separation",
        types=KEY_TYPES,
        level=Level.ADVISORY,
        criteria=("CC6.3",),
        severity=Severity.MEDIUM,
        summary="Administrators of a key cannot decrypt with it.",
        fix="In policy, give administration and kms:Decrypt to different principals.",
        keys={"separation": "policy"},
        reference="AWS KMS developer guide: key administrators and key users",
        why="Otherwise one stolen session can both read the data and disable or delete the key.",
        judge=_judge_separation,
    ),
)
