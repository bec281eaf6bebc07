"""Trust policies of a tenant's roles: people with MFA, or people an identity provider names."""

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
    """The identity provider that people come from.

    Federated sessions carry no MFA key, so MFA is the provider's to ask for: its setting and the
    evidence of it belong to the control.
    """

    provider_arn: str
    """ARN of the account's SAML or OpenID Connect provider."""
    subjects: dict[str, list[str]]
    """People for each role (operator, developer, auditor, break-glass), without wildcards."""
    audience: NotRequired[str]
    """For whom tokens are made; needed for OpenID Connect, the AWS sign-in by default for SAML."""
    issuer: NotRequired[str]
    """Entity id of the SAML identity provider; OpenID Connect has it in the provider's ARN."""


@dataclass(frozen=True)
class Workforce:
    """A :class:`WorkforceArgs` that has been checked."""

    provider_arn: str
    issuer: str
    audience: str
    subjects: dict[str, tuple[str, ...]]

    @property
    def saml(self) -> bool:
        """Return whether people come by SAML."""
        return f":{_SAML}" in self.provider_arn


def resolve_workforce(args: WorkforceArgs) -> Workforce:
    """Fill in what has a default, once :func:`workforce_problems` found none."""
    provider = args["provider_arn"]
    return Workforce(
        provider_arn=provider,
        issuer=args.get("issuer") or provider.partition(f":{_OIDC}")[2],
        audience=args.get("audience") or SIGN_IN,
        subjects={role: tuple(people) for role, people in args["subjects"].items()},
    )


def workforce_problems(environment: Environment, args: WorkforceArgs) -> list[str]:
    """Check an identity provider's arguments."""
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
    """Let people take a role (CC6.1): those of the account with fresh MFA, or those named."""
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
