"""Roles of the pipelines that deploy: one for each step, by OpenID Connect, without keys."""

import re
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.access.deploy_permissions import (
    DeployScope,
    changing,
    no_secrets,
    reading,
    self_protection,
    state,
)
from soc2_baseline.components.access.deploy_tables import DeployTarget
from soc2_baseline.components.access.pipelines import (
    DeployStep,
    DeploySubjectsArgs,
    pipeline_problems,
    pipelines,
)
from soc2_baseline.components.access.review_day import review_problems
from soc2_baseline.components.access.sizes import size_problems
from soc2_baseline.components.access.trust import Pipeline, pipeline_trust
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import Statement, document
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, TENANT_ID, TENANT_ID_RULE

__all__ = [
    "DeployRoles",
    "DeployRolesArgs",
    "DeployStep",
    "DeploySubjectsArgs",
    "DeployTarget",
    "resolve",
]

SESSION_SECONDS = 3600
_NAME = re.compile(r"deploy(-[a-z0-9]+)*")
PURPOSES = {
    DeployStep.PREVIEW: "Previews changes: reads how everything is set up, and no secrets",
    DeployStep.UPDATE: "Deploys reviewed changes, inside the boundary",
    DeployStep.EVIDENCE: "Collects evidence: reads how everything is set up, and no secrets",
}


class DeployRolesArgs(TypedDict):
    """Arguments of :class:`DeployRoles`."""

    environment: EnvironmentArgs
    """The account that is deployed to."""
    review_by: str
    """The day by which the roles are reviewed, as 2027-01-31, at most a year ahead."""
    repository: NotRequired[str]
    """The repository on GitHub, as owner/name; needed unless ``subjects`` are given."""
    branch: NotRequired[str]
    """The branch that is deployed; ``main`` by default."""
    deploy_environment: NotRequired[str]
    """The repository's environment that holds approvals; the profile's name by default."""
    issuer: NotRequired[str]
    """Host (and path) of the issuer, without a scheme; GitHub's by default."""
    audience: NotRequired[str]
    """For whom tokens are made; ``sts.amazonaws.com`` by default."""
    subjects: NotRequired[DeploySubjectsArgs]
    """Exact subjects for each step, for another issuer than GitHub."""
    prefixes: NotRequired[list[str]]
    """Prefixes of the roles and policies that the pipeline makes: ``shared`` (always), and the
    ids of tenants."""
    targets: NotRequired[list[DeployTarget]]
    """The kinds of stacks that are deployed: account (the default), organization, tenant."""
    makes_provider: NotRequired[bool]
    """Make the provider here; ``False`` for all but one of an account, else ``True``."""


@dataclass(frozen=True)
class DeployRolesPlan:
    """The checked arguments of DeployRoles."""

    environment: Environment
    scope: DeployScope
    pipelines: dict[DeployStep, Pipeline]
    review_by: str
    makes_provider: bool

    @property
    def issuer(self) -> str:
        return self.pipelines[DeployStep.UPDATE].issuer

    @property
    def audience(self) -> str:
        return self.pipelines[DeployStep.UPDATE].audience


def resolve(name: str, args: DeployRolesArgs) -> DeployRolesPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"DeployRoles {name!r}"
    args, environment, _ = placed(args, DeployRolesArgs, place)
    prefixes = tuple(dict.fromkeys((SHARED_TENANT, *(args.get("prefixes") or ()))))
    given = args.get("targets") or [DeployTarget.ACCOUNT]
    targets = frozenset(given)
    scope = DeployScope(environment, prefixes, targets, name)
    problems = pipeline_problems(place, args)
    problems += review_problems(place, args["review_by"])
    if not _NAME.fullmatch(name):  # else its own denials would not cover its own roles
        problems.append(f"{place}: the name; accepted is deploy, or deploy- and more")
    problems += [
        f"{place}: prefixes {prefix!r}; accepted are ids of tenants: {TENANT_ID_RULE}"
        for prefix in prefixes
        if not TENANT_ID.fullmatch(prefix)
    ]
    what = f"{len(targets)} targets and {len(prefixes)} prefixes (a second DeployRoles takes some)"
    problems += size_problems(place, what, changing(scope))
    if problems:
        raise ConfigError(problems)
    return DeployRolesPlan(
        environment=environment,
        scope=scope,
        pipelines=pipelines(environment, args),
        review_by=args["review_by"],
        makes_provider=args.get("makes_provider", True),
    )


def permissions(step: DeployStep, scope: DeployScope) -> list[Statement]:
    """Return the inline policy of a step's role; a managed policy allows an update more."""
    if step is DeployStep.UPDATE:
        return [*self_protection(scope), *no_secrets(scope, through_services=True)]
    looking = [*reading(scope), *state(scope, writes=False)]
    return [*looking, *no_secrets(scope, through_services=False)]


class DeployRoles(BaselineComponent, area="access"):
    """An OpenID Connect provider and a role for each step of a pipeline (CC6.1, CC6.3, CC8.1).

    Provisions the provider, the boundary ``shared-<name>-boundary`` and the roles
    ``shared-<name>-preview``, ``-update`` and ``-evidence``; the name is ``deploy``, or begins
    with ``deploy-`` where a second pipeline deploys other kinds of stacks. Protected
    by default: a role is taken only with a token of this repository whose audience and subject
    are exactly those named (a wildcard is an error), a preview from pull requests and the branch,
    an update from the branch and the environment at once, evidence from the branch. Sessions last
    an hour. Previews and evidence read how everything is set up; secrets, objects, items, logs
    and decryption are denied but for Pulumi's own state. An update gives permissions only to
    roles with a boundary that is named here, hands roles only to known services, and is denied
    to touch its own roles and boundary, the provider, break-glass, roles of people, existing
    boundaries, the trail, locks and the archives: such a change takes a person (docs/access.md).

    Source: IAM user guide (OpenID Connect federation, permissions boundaries, quotas); GitHub's
    guide to OpenID Connect in AWS.

    Costs:
        Nothing.

    Leaves out:
        The state's bucket (see StateStore); the protection of branch and environment at the
        forge; permissions for the resources of products, which deploy with roles of their own.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    provider_arn: pulumi.Output[str]
    """ARN of the OpenID Connect provider, made here or elsewhere."""
    boundary_arn: pulumi.Output[str]
    """ARN of the boundary."""
    role_arns: dict[str, pulumi.Output[str]]
    """ARNs by step: preview, update, evidence."""

    def __init__(
        self, name: str, args: DeployRolesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, None, opts)
        providers = [self._make_provider(plan)] if plan.makes_provider else []
        allowed = document(*changing(plan.scope))
        boundary = aws.iam.Policy(
            f"{name}-boundary",
            name=plan.scope.boundary_name,
            description="The most that a pipeline can be allowed",
            policy=allowed,
            tags=self.tags,
            opts=self.child(),
        )
        roles = {step: self._make_role(step, plan, boundary, providers) for step in DeployStep}
        self._allow_update(roles[DeployStep.UPDATE], allowed)
        arn = self.environment.arn("iam", f"oidc-provider/{plan.issuer}", region="")
        self.provider_arn = providers[0].arn if providers else pulumi.Output.from_input(arn)
        self.boundary_arn = boundary.arn
        self.role_arns = {step.value: role.arn for step, role in roles.items()}
        self.finish(
            {
                "providerArn": self.provider_arn,
                "boundaryArn": self.boundary_arn,
                "roleArns": self.role_arns,
            }
        )

    def _make_provider(self, plan: DeployRolesPlan) -> aws.iam.OpenIdConnectProvider:
        return aws.iam.OpenIdConnectProvider(
            self.name,
            url=f"https://{plan.issuer}",
            client_id_lists=[plan.audience],
            tags=self.tags,
            opts=self.child(delete_before_replace=True),
        )

    def _make_role(
        self,
        step: DeployStep,
        plan: DeployRolesPlan,
        boundary: aws.iam.Policy,
        providers: list[aws.iam.OpenIdConnectProvider],
    ) -> aws.iam.Role:
        role = aws.iam.Role(
            f"{self.name}-{step.value}",
            name=role_name(self.name, step),
            description=PURPOSES[step],
            assume_role_policy=document(pipeline_trust(self.environment, plan.pipelines[step])),
            # Previews and evidence only read, and all that they read is in their own policy.
            permissions_boundary=boundary.arn if step is DeployStep.UPDATE else None,
            max_session_duration=SESSION_SECONDS,
            tags={**self.tags, "review-by": plan.review_by},
            opts=self.child(delete_before_replace=True, depends_on=providers),
        )
        aws.iam.RolePolicy(
            f"{self.name}-{step.value}",
            name="permissions",
            role=role.name,
            policy=document(*permissions(step, plan.scope)),
            opts=self.child(),
        )
        return role

    def _allow_update(self, role: aws.iam.Role, allowed: pulumi.Output[str]) -> None:
        policy = aws.iam.Policy(
            f"{self.name}-update",
            name=role_name(self.name, DeployStep.UPDATE),
            description="What a deployment does; its role denies what it may not weaken",
            policy=allowed,
            tags=self.tags,
            opts=self.child(),
        )
        aws.iam.RolePolicyAttachment(
            f"{self.name}-update", role=role.name, policy_arn=policy.arn, opts=self.child()
        )


def role_name(name: str, step: DeployStep) -> str:
    """Return the fixed name of a step's role."""
    return prefixed_name(SHARED_TENANT, f"{name}-{step.value}")
