"""Access of people: with MFA and for a few hours, by roles and not by users, inside a boundary."""

from collections.abc import Iterator

from baseline.vocabulary import SHARED_TENANT, Verdict
from policy_pack.context import Context
from policy_pack.documents import Document, Principal, Statement, known
from policy_pack.resources import Resource
from policy_pack.rule import (
    Finding,
    NotApplicable,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_given,
)
from policy_pack.rules.iam.federation import is_for_people, issuers
from policy_pack.rules.iam.reading import (
    account_of,
    each,
    grants,
    holding,
    once,
    pins,
    requires_mfa,
    some,
    trust,
)
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, ValueUnknown

DEFAULT_SESSION_SECONDS = 3600
SERVICE_LINKED = "/aws-service-role/"
_MACHINES = (":role/", ":assumed-role/")


def for_people(document: Document, account_id: str | None) -> bool:
    """Whether people may assume a role with this trust policy."""
    return some(
        document.allowing(),
        lambda s: _trusts_people(s, account_id) or _trusts_saml(s) or _trusts_web_people(s),
    )


def _trusts_people(statement: Statement, account_id: str | None) -> bool:
    return (
        grants(statement, "sts:AssumeRole")
        and some(statement.principals, lambda p: _is_person(p, statement, account_id))
        and not _only_machines(statement)
    )


def _is_person(principal: Principal, statement: Statement, account_id: str | None) -> bool:
    """Whether a principal is a user, or an account as a whole.

    The account of a vendor, who shows an external id, is a machine that cannot carry MFA.
    """
    if principal.kind != "AWS":
        return False
    name = str(known(principal.value))
    account = account_of(name)
    if account is None or any(mark in name for mark in _MACHINES):
        return False
    return account == account_id or not pins(statement, "sts:ExternalId")


def _only_machines(statement: Statement) -> bool:
    """Whether aws:PrincipalArn narrows an account to its roles."""
    return some(
        holding(statement, "aws:PrincipalArn"),
        lambda condition: (
            bool(condition.values)
            and not some(
                condition.values, lambda value: not any(mark in str(value) for mark in _MACHINES)
            )
        ),
    )


def _trusts_saml(statement: Statement) -> bool:
    return grants(statement, "sts:AssumeRoleWithSAML") and some(
        statement.principals,
        lambda p: p.kind == "Federated" and ":saml-provider/" in str(known(p.value)),
    )


def _trusts_web_people(statement: Statement) -> bool:
    return grants(statement, "sts:AssumeRoleWithWebIdentity") and any(
        is_for_people(issuer) for issuer in issuers(statement)
    )


def _judge_mfa(role: Resource, context: Context) -> Iterator[Finding]:
    account_id = context.vocabulary.account_id
    document = trust(role)

    def statement_findings(statement: Statement) -> Iterator[Finding]:
        if _trusts_people(statement, account_id) and not requires_mfa(statement):
            yield Finding("mfa", "people may assume the role without MFA")
        # Federated sessions carry no MFA key: the provider asks for it, the trust holds the rest.
        if _trusts_saml(statement) and not pins(statement, "SAML:aud"):
            yield Finding("federation", "the trust policy does not hold the assertion's audience")

    if not for_people(document, account_id):
        raise NotApplicable("only services, roles and pipelines may assume the role")
    yield from once(each(document.allowing(), statement_findings, "mfa"))
    longest = int(context.options["max_session_seconds"])
    yield from expect(
        role.at("maxSessionDuration"),
        lambda seconds: (seconds or DEFAULT_SESSION_SECONDS) <= longest,
        "session",
        f"a session of a person may last longer than {longest // 60} minutes",
    )


def _judge_boundary(principal: Resource, context: Context) -> Iterator[Finding]:
    boundary = principal.at("permissionsBoundary")
    if boundary is not UNKNOWN and is_given(boundary):
        return
    if principal.type == token("iam.Role"):
        _check_needs_boundary(principal, context)
    yield from expect(
        boundary,
        is_given,
        "boundary",
        "no permissions boundary limits what it can be given",
        wire=Wire("permissionsBoundary", ("iam.Policy",)),
    )


def _check_needs_boundary(role: Resource, context: Context) -> None:
    path = role.at("path")
    if path is not UNKNOWN and str(path).startswith(SERVICE_LINKED):
        raise NotApplicable("AWS owns service-linked roles")
    tenant = role.tag("tenant")
    if tenant is not UNKNOWN and tenant not in (None, SHARED_TENANT):
        return
    if for_people(trust(role), context.vocabulary.account_id):
        return
    if tenant is UNKNOWN:
        raise ValueUnknown
    raise NotApplicable("the role belongs to no tenant and no person assumes it")


def _judge_user(resource: Resource, context: Context) -> Iterator[Finding]:
    allowed = context.options["break_glass_users"]
    if resource.type == token("iam.User"):
        sentence = "an IAM user signs in with credentials that do not expire"
        if resource.name not in allowed:
            yield from expect(
                resource.at("name") if allowed else "", lambda n: n in allowed, "user", sentence
            )
        return
    user = resource.at("user")
    sentence = "an access key does not expire"
    if user is UNKNOWN and allowed:
        # A user of this stack that is not on the list is a finding of its own.
        yield Finding("key", sentence, Verdict.UNDETERMINED, wire=Wire("user", ("iam.User",)))
    elif user is UNKNOWN or user not in allowed:
        yield Finding("key", sentence)


RULES = (
    ResourceRule(
        id="iam-human-role-mfa",
        types=("iam.Role",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Roles of people ask for MFA, and their sessions end within hours.",
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
                "description": "The longest session of a role that people assume.",
            }
        },
        reference="IAM user guide: MFA-protected API access (trust in accounts and users; web "
        "identities: iam-oidc-trust-scoped); prowler iam_administrator_access_with_mfa",
        judge=_judge_mfa,
    ),
    ResourceRule(
        id="iam-boundary-required",
        types=("iam.Role", "iam.User"),
        criteria=("CC6.3",),
        severity=Severity.HIGH,
        summary="Users, roles of people and roles of tenants have a permissions boundary.",
        fix="Set permissions_boundary to the boundary policy's ARN.",
        keys={"boundary": "permissions_boundary"},
        needs="boundary",
        reference="IAM user guide: permissions boundaries; asked of users and of roles that a "
        "tenant tag or a person's trust concerns",
        judge=_judge_boundary,
    ),
    ResourceRule(
        id="iam-no-users-keys",
        types=("iam.User", "iam.AccessKey"),
        criteria=("CC6.1", "CC6.2"),
        severity=Severity.HIGH,
        summary="People and programs use roles: there are no IAM users and no access keys.",
        fix="Use a role with federation, or name the user in break_glass_users.",
        keys={"user": "name", "key": "user"},
        options={
            "break_glass_users": {
                "type": "array",
                "items": {"type": "string"},
                "default": [],
                "description": "Names of the users that are kept for emergencies.",
            }
        },
        reference="IAM user guide: security best practices; Security Hub IAM.3; "
        "checkov CKV_AWS_273, CKV_AWS_348",
        judge=_judge_user,
    ),
)
