"""Trust policies of a tenant's roles: people with MFA, or users of an identity provider."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.identity.roles import StaffRole
from soc2_baseline.components.statements import Principals, Statement

MFA_SECONDS = 3600
SIGN_IN = "https://signin.aws.amazon.com/saml"
_PLACE = "TenantIdentity: workforce"
_SAML = "saml-provider/"
_OIDC = "oidc-provider/"


class WorkforceArgs(TypedDict):
    """The identity provider of a tenant's staff.

    Federated sessions carry no MFA key, so the provider has to require MFA: that setting and its
    evidence belong to the control.
    """

    provider_arn: str
    """ARN of the account's SAML or OpenID Connect provider."""
    subjects: dict[str, list[str]]
    """Exact subjects that may assume each role (operator, developer, auditor, break-glass)."""
    audience: NotRequired[str]
    """Audience of the tokens; required for OpenID Connect, by default the AWS sign-in (SAML)."""
    issuer: NotRequired[str]
    """Entity id of the SAML identity provider; for OpenID Connect it is in the provider's ARN."""


@dataclass(frozen=True)
class Workforce:
    """A validated :class:`WorkforceArgs`."""

    provider_arn: str
    issuer: str
    audience: str
    subjects: dict[str, tuple[str, ...]]

    @property
    def saml(self) -> bool:
        """True if the provider is a SAML provider."""
        return f":{_SAML}" in self.provider_arn


def resolve_workforce(args: WorkforceArgs) -> Workforce:
    """Fill in the defaults; validate with :func:`workforce_problems` first."""
    provider = args["provider_arn"]
    return Workforce(
        provider_arn=provider,
        issuer=args.get("issuer") or provider.partition(f":{_OIDC}")[2],
        audience=args.get("audience") or SIGN_IN,
        subjects={role: tuple(people) for role, people in args["subjects"].items()},
    )


def workforce_problems(environment: Environment, args: WorkforceArgs) -> list[str]:
    """Validate the arguments of an identity provider."""
    provider = args["provider_arn"]
    kinds = [kind for kind in (_SAML, _OIDC) if provider.startswith(_provider(environment, kind))]
    if not kinds:
        accepted = " or ".join(f"{_provider(environment, kind)}…" for kind in (_SAML, _OIDC))
        return [f"{_PLACE}.provider_arn {provider!r}; accepted is {accepted}"]
    problems = []
    if kinds == [_SAML] and not args.get("issuer"):
        problems.append(f"{_PLACE}.issuer is missing; SAML needs the provider's entity id")
    if kinds == [_OIDC]:
        if not args.get("audience"):
            problems.append(f"{_PLACE}.audience is missing; OpenID Connect needs the client id")
        issuer = provider.partition(f":{_OIDC}")[2]
        if args.get("issuer", issuer) != issuer:
            problems.append(f"{_PLACE}.issuer {args['issuer']!r}; accepted is {issuer!r}")
    problems += [
        f"{_PLACE}.{argument} {text!r}; accepted is a value without wildcards"
        for argument in ("issuer", "audience")
        if set(text := str(args.get(argument, ""))) & set("*?")
    ]
    return problems + _subject_problems(args["subjects"])


def _subject_problems(subjects: dict[str, list[str]]) -> list[str]:
    roles = ", ".join(StaffRole)
    problems = [
        f"{_PLACE}.subjects {role!r}; accepted are {roles}"
        for role in subjects
        if role not in list(StaffRole)
    ]
    for role in StaffRole:
        people = subjects.get(role.value) or []
        if not people or any(not person or set(person) & set("*?") for person in people):
            problems.append(
                f"{_PLACE}.subjects.{role.value} {people!r};"
                " accepted are one or more subjects without wildcards"
            )
    return problems


def _provider(environment: Environment, kind: str) -> str:
    return environment.arn("iam", kind, region="")


def staff_trust(
    environment: Environment, role: StaffRole, workforce: Workforce | None
) -> Statement:
    """Allow people to assume a role (CC6.1): the account's with recent MFA, or named subjects."""
    if workforce is None:
        return Statement(
            sid="PeopleWithMfa",
            principals=Principals(aws=[environment.root_arn]),
            actions=["sts:AssumeRole"],
            conditions={
                "Bool": {"aws:MultiFactorAuthPresent": "true"},
                "NumericLessThan": {"aws:MultiFactorAuthAge": str(MFA_SECONDS)},
            },
        )
    people = list(workforce.subjects[role.value])
    if workforce.saml:
        action = "sts:AssumeRoleWithSAML"
        held = {"SAML:iss": workforce.issuer, "SAML:aud": workforce.audience, "SAML:sub": people}
    else:
        action = "sts:AssumeRoleWithWebIdentity"
        issuer = workforce.issuer
        held = {f"{issuer}:aud": workforce.audience, f"{issuer}:sub": people}
    return Statement(
        sid="NamedPeople",
        principals=Principals(federated=[workforce.provider_arn]),
        actions=[action],
        conditions={"StringEquals": held},
    )
