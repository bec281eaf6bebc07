"""MFA and session duration of roles that people assume."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    NotApplicable,
    ParsedStatement,
    Principal,
    Resource,
    ResourceRule,
    Severity,
    expect,
    known,
    some,
)
from soc2_baseline.policy_pack.rules.iam.federation import is_for_people, issuers
from soc2_baseline.policy_pack.rules.iam.meaning import (
    account_of,
    grants,
    holding,
    pins,
    requires_mfa,
)
from soc2_baseline.policy_pack.rules.iam.reading import each, once, trust

DEFAULT_SESSION_SECONDS = 3600
_MACHINES = (":role/", ":assumed-role/")


def for_people(document: Document, account_id: str | None) -> bool:
    """Return whether people may assume a role with this trust policy."""
    return some(
        document.allowing(),
        lambda s: _trusts_people(s, account_id) or _trusts_saml(s) or _trusts_web_people(s),
    )


def _trusts_people(statement: ParsedStatement, account_id: str | None) -> bool:
    return (
        grants(statement, "sts:AssumeRole")
        and some(statement.principals, lambda p: _is_person(p, statement, account_id))
        and not _only_machines(statement)
    )


def _is_person(principal: Principal, statement: ParsedStatement, account_id: str | None) -> bool:
    """Return whether a principal is a user, or an account as a whole.

    The account of a vendor, who shows an external id, is a machine that cannot carry MFA.
    """
    if principal.kind != "AWS":
        return False
    name = str(known(principal.value))
    account = account_of(name)
    if account is None or any(mark in name for mark in _MACHINES):
        return False
    return account == account_id or not pins(statement, "sts:ExternalId")


def _only_machines(statement: ParsedStatement) -> bool:
    """Return whether aws:PrincipalArn narrows an account to its roles."""
    return some(
        holding(statement, "aws:PrincipalArn"),
        lambda condition: (
            bool(condition.values)
            and not some(
                condition.values, lambda value: not any(mark in str(value) for mark in _MACHINES)
            )
        ),
    )


def _trusts_saml(statement: ParsedStatement) -> bool:
    return grants(statement, "sts:AssumeRoleWithSAML") and some(
        statement.principals,
        lambda p: p.kind == "Federated" and ":saml-provider/" in str(known(p.value)),
    )


def _trusts_web_people(statement: ParsedStatement) -> bool:
    return grants(statement, "sts:AssumeRoleWithWebIdentity") and any(
        is_for_people(issuer) for issuer in issuers(statement)
    )


def _judge_mfa(role: Resource, context: Context) -> Iterator[Finding]:
    account_id = context.vocabulary.account_id
    document = trust(role)

    def statement_findings(statement: ParsedStatement) -> Iterator[Finding]:
        if _trusts_people(statement, account_id) and not requires_mfa(statement):
            yield Finding("mfa", "people may assume the role without MFA")
        # Federated sessions carry no MFA key: the provider requires MFA, the trust policy the rest.
        if _trusts_saml(statement) and not pins(statement, "SAML:aud"):
            yield Finding(
                "federation", "the trust policy does not require the assertion's audience"
            )

    if not for_people(document, account_id):
        raise NotApplicable("only services, roles and pipelines may assume the role")
    yield from once(each(document.allowing(), statement_findings, "mfa"))
    longest = int(context.options["max_session_seconds"])
    yield from expect(
        role.at("maxSessionDuration"),
        lambda seconds: (seconds or DEFAULT_SESSION_SECONDS) <= longest,
        "session",
        f"sessions of people may last longer than {longest // 60} minutes",
    )


RULES = (
    ResourceRule(
        id="iam-human-role-mfa",
        types=("iam.Role",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Roles that people assume require MFA, and their sessions end within hours.",
        fix="In assume_role_policy, require Bool aws:MultiFactorAuthPresent; set "
        "max_session_duration.",
        keys={
            "mfa": "assume_role_policy",
            "federation": "assume_role_policy",
            "session": "max_session_duration",
        },
        options={
            "max_session_seconds": {
                "type": "integer",
                "minimum": 3600,
                "maximum": 43200,
                "default": 14400,
                "description": "Longest session of a role that people assume, in seconds.",
            }
        },
        reference="IAM user guide: MFA-protected API access (trust in accounts and users; web "
        "identities: iam-oidc-trust-scoped); prowler iam_administrator_access_with_mfa",
        why="A stolen password or laptop is enough to use the account for as long as the session "
        "lasts.",
        judge=_judge_mfa,
    ),
)
