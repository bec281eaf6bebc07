"""Principals that may assume a role, and the conditions for strangers and services."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    ParsedStatement,
    Principal,
    Resource,
    ResourceRule,
    Severity,
    Vocabulary,
    known,
    some,
    table,
)
from soc2_baseline.policy_pack.rules.iam.meaning import account_of, grants, pins, requires_mfa
from soc2_baseline.policy_pack.rules.iam.reading import each, judged

_STRANGER_KEYS = ("sts:ExternalId", "aws:PrincipalOrgID", "aws:PrincipalOrgPaths")
_SOURCE_KEYS = (
    "aws:SourceAccount",
    "aws:SourceArn",
    "aws:SourceOrgID",
    "aws:SourceOrgPaths",
    "sts:ExternalId",  # Firehose sends the account of the stream
)


def _judge(role: Resource, context: Context) -> Iterator[Finding]:
    def document_findings(document: Document) -> Iterator[Finding]:
        for statement in document.allowing():
            yield from each([statement], _anyone, "anyone")
            yield from each([statement], lambda s: _accounts(s, context.vocabulary), "account")
            yield from each([statement], _services, "service")

    yield from judged([role.at("assumeRolePolicy")], document_findings, "anyone", malformed=True)


def _anyone(statement: ParsedStatement) -> Iterator[Finding]:
    if statement.not_principals or some(statement.principals, lambda p: known(p.value) == "*"):
        yield Finding("anyone", "the trust policy lets anybody assume the role")


def _accounts(statement: ParsedStatement, vocabulary: Vocabulary) -> Iterator[Finding]:
    if not grants(statement, "sts:AssumeRole"):
        return
    if some(
        statement.principals,
        lambda p: p.kind == "AWS" and _is_stranger(str(known(p.value)), vocabulary),
    ):
        # Without an account id we cannot identify our account: MFA, for its people, suffices too.
        held = pins(statement, *_STRANGER_KEYS)
        if not held and not (vocabulary.account_id is None and requires_mfa(statement)):
            yield Finding("account", "another account is trusted without an external id")


def _is_stranger(principal: str, vocabulary: Vocabulary) -> bool:
    account = account_of(principal)
    if account is None or account in vocabulary.trusted_accounts:
        return False
    if vocabulary.account_id is None:
        # A named role is as narrow as a trust policy can be.
        return ":role/" not in principal and ":assumed-role/" not in principal
    return account != vocabulary.account_id


def _services(statement: ParsedStatement) -> Iterator[Finding]:
    if some(statement.principals, _is_source_aware) and not pins(statement, *_SOURCE_KEYS):
        yield Finding("service", "an AWS service may assume the role for resources of any account")


def _is_source_aware(principal: Principal) -> bool:
    if principal.kind != "Service":
        return False
    name = str(known(principal.value)).partition(".amazonaws.com")[0]
    aware = table("role_trusts").facts["services"]
    return name in aware or name.partition(".")[0] in aware


RULES = (
    ResourceRule(
        id="iam-trust-restricted",
        types=("iam.Role",),
        criteria=("CC6.1", "CC6.6", "CC9.2"),
        severity=Severity.CRITICAL,
        summary="Roles trust named principals, and others only for a known purpose.",
        fix="In assume_role_policy, name principals and require sts:ExternalId, "
        "aws:PrincipalOrgID or, for services, aws:SourceAccount.",
        keys={
            "anyone": "assume_role_policy",
            "account": "assume_role_policy",
            "service": "assume_role_policy",
            "document": "assume_role_policy",
        },
        reference="IAM user guide: the confused deputy problem, for services whose guide shows "
        "aws:SourceAccount in trust policies; checkov CKV_AWS_60, CKV_AWS_61",
        why="A stranger, or an AWS service that a stranger uses, can act in the account with the "
        "role's permissions.",
        judge=_judge,
    ),
)
