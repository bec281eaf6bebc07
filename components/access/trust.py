"""Trust policies of roles: for people with MFA, and for pipelines whose subject is named."""

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
    """Let people with MFA not older than an hour take a role (CC6.1).

    Args:
        environment: the account.
        principals: ARNs of those who may; everyone in the account whom IAM allows by default.
        window: conditions on the time, for a role that is open for a while only.
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
    """Deny everybody to take the role."""
    return Statement(
        sid=SEAL,
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=["sts:AssumeRole"],
    )


@dataclass(frozen=True)
class Pipeline:
    """The tokens of one step of the pipeline: issuer, audience, exact claims."""

    issuer: str
    audience: str
    subjects: tuple[str, ...]
    repository: str | None = None
    ref: str | None = None
    environment: str | None = None


def pipeline_trust(environment: Environment, pipeline: Pipeline) -> Statement:
    """Let one step of a pipeline take a role (CC6.1, CC8.1): all claims are compared as a whole.

    AWS STS compares GitHub's claims beside the subject since January 2026, so that a job needs
    the branch and the environment at once (IAM user guide: keys for OIDC federation).
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
