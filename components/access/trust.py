"""Trust policies of roles: people with MFA, and pipelines with named subjects."""

from collections.abc import Sequence
from dataclasses import dataclass

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Conditions, Effect, Principals, Statement
from soc2_baseline.core.access.window import SEAL

MFA_SECONDS = 3600
GITHUB = "token.actions.githubusercontent.com"
AUDIENCE = "sts.amazonaws.com"


def people_trust(
    environment: Environment, principals: Sequence[str] = (), window: Conditions | None = None
) -> Statement:
    """Allow people with MFA of the last hour to assume a role (CC6.1).

    Args:
        environment: the account.
        principals: ARNs of the trusted principals; by default everyone in the account whom IAM
            policies allow.
        window: conditions on the time, for a role that is open temporarily.
    """
    fresh = {"aws:MultiFactorAuthAge": str(MFA_SECONDS)}
    return Statement(
        sid="PeopleWithMfa",
        principals=Principals(aws=list(principals) or [environment.root_arn]),
        actions=["sts:AssumeRole"],
        conditions={
            "Bool": {"aws:MultiFactorAuthPresent": "true"},
            "NumericLessThan": fresh,
            **(window or {}),
        },
    )


def seal() -> Statement:
    """Deny assuming the role to everyone, regardless of other permissions."""
    return Statement(
        sid=SEAL,
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=["sts:AssumeRole"],
    )


@dataclass(frozen=True)
class Pipeline:
    """The token of a pipeline's step: issuer, audience, exact claims."""

    issuer: str
    audience: str
    subjects: tuple[str, ...]
    repository: str | None = None
    ref: str | None = None
    environment: str | None = None


def pipeline_trust(environment: Environment, pipeline: Pipeline) -> Statement:
    """Allow a step of a pipeline to assume a role (CC6.1, CC8.1), with exact claims.

    AWS STS compares further claims of GitHub in addition to the subject since January 2026, so
    a job needs both the branch and the environment (IAM user guide: keys for OIDC federation).
    """
    claims = {
        "aud": pipeline.audience,
        "sub": list(pipeline.subjects),
        "repository": pipeline.repository,
        "ref": pipeline.ref,
        "environment": pipeline.environment,
    }
    held = {f"{pipeline.issuer}:{claim}": value for claim, value in claims.items() if value}
    provider = environment.arn("iam", f"oidc-provider/{pipeline.issuer}", region="")
    return Statement(
        sid="Pipeline",
        principals=Principals(federated=[provider]),
        actions=["sts:AssumeRoleWithWebIdentity"],
        conditions={"StringEquals": held},
    )
