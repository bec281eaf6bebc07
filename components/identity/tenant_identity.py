"""The roles of the people who serve a tenant, and the boundary that no role of it leaves."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.identity.boundary import boundary_statements
from soc2_baseline.components.identity.roles import (
    PURPOSES,
    StaffRole,
    permissions,
    session_seconds,
)
from soc2_baseline.components.identity.scope import Scope
from soc2_baseline.components.identity.trust import (
    Workforce,
    WorkforceArgs,
    resolve_workforce,
    staff_trust,
    workforce_problems,
)
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import document
from soc2_baseline.components.tenant import Tenant, TenantArgs
from soc2_baseline.core.errors import ConfigError

__all__ = ["StaffRole", "TenantIdentity", "TenantIdentityArgs", "WorkforceArgs", "resolve"]


class TenantIdentityArgs(TypedDict):
    """Arguments of :class:`TenantIdentity`."""

    environment: EnvironmentArgs
    """The account that the roles are in."""
    tenant: NotRequired[TenantArgs]
    """The tenant that they serve; left out for what is shared."""
    workforce: NotRequired[WorkforceArgs]
    """The identity provider of people; the account's own principals with MFA by default."""
    copy_vault_arn: NotRequired[str]
    """A backup vault elsewhere that the tenant's backups may be copied to; none by default."""


@dataclass(frozen=True)
class TenantIdentityPlan:
    """The checked arguments of TenantIdentity."""

    environment: Environment
    tenant: Tenant | None
    workforce: Workforce | None
    copy_vault_arn: str | None


def resolve(args: TenantIdentityArgs) -> TenantIdentityPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    args, environment, tenant = placed(args, TenantIdentityArgs, "TenantIdentity")
    workforce = args.get("workforce")
    problems = []
    if workforce:
        problems += workforce_problems(environment, workforce)
    vault = args.get("copy_vault_arn")
    if vault is not None and (":backup-vault:" not in vault or set(vault) & set("*?")):
        problems.append(
            f"TenantIdentity: copy_vault_arn {vault!r}; accepted is the ARN of one backup vault"
        )
    if problems:
        raise ConfigError(problems)
    return TenantIdentityPlan(
        environment=environment,
        tenant=tenant,
        workforce=resolve_workforce(workforce) if workforce else None,
        copy_vault_arn=vault,
    )


class TenantIdentity(BaselineComponent, area="identity"):
    """A permissions boundary and four roles of people under it (CC6.1, CC6.2, CC6.3, C1.1).

    Provisions the boundary ``<tenant>-boundary`` and the roles ``<tenant>-operator``,
    ``-developer``, ``-auditor`` and ``-break-glass``. Protected by default: people need MFA not
    older than an hour, or a federated identity whose issuer, audience and subject are named;
    sessions last an hour for break-glass and, in prod, for operators, else four; in prod developers
    see logs and metrics only; auditors see no data; nobody administers IAM, reaches another
    tenant's resources, leaves the boundary, or deletes logs, trails, backups and keys. The boundary
    selects the tenant's resources by the prefix ``<tenant>-``, by log groups ``/<tenant>/`` and by
    the tag ``tenant``; roles of services carry it too.

    Costs:
        Nothing: AWS charges neither roles nor policies.

    Leaves out:
        Identity providers, users and groups; anybody's right to ``sts:AssumeRole``; the alarm
        when break-glass is used: the role is tagged ``access=break-glass`` for the alarm.

    Raises:
        ConfigError: an argument is unknown, missing or outside its bounds.
    """

    boundary_arn: pulumi.Output[str]
    """The permissions boundary, for every other role of the tenant."""
    role_arns: dict[str, pulumi.Output[str]]
    """ARNs by role: operator, developer, auditor, break-glass."""

    def __init__(
        self, name: str, args: TenantIdentityArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        scope = Scope(self.environment, self.tenant_id)
        boundary = aws.iam.Policy(
            f"{name}-boundary",
            name=scope.boundary_name,
            description="The most that a role of this tenant can be allowed",
            policy=document(*boundary_statements(scope, plan.copy_vault_arn)),
            tags=self.tags,
            opts=self.child(),
        )
        roles = {role: self._make_role(role, scope, plan, boundary) for role in StaffRole}
        self.boundary_arn = boundary.arn
        self.role_arns = {role.value: made.arn for role, made in roles.items()}
        self.finish({"boundaryArn": self.boundary_arn, "roleArns": self.role_arns})

    def _make_role(
        self, role: StaffRole, scope: Scope, plan: TenantIdentityPlan, boundary: aws.iam.Policy
    ) -> aws.iam.Role:
        emergency = {"access": role.value} if role is StaffRole.BREAK_GLASS else {}
        made = aws.iam.Role(
            f"{self.name}-{role.value}",
            name=self.physical_name(role.value),
            description=PURPOSES[role],
            assume_role_policy=document(staff_trust(self.environment, role, plan.workforce)),
            permissions_boundary=boundary.arn,
            max_session_duration=session_seconds(role, self.environment.profile),
            tags={**self.tags, **emergency},
            opts=self.child(delete_before_replace=True),
        )
        aws.iam.RolePolicy(
            f"{self.name}-{role.value}",
            name="permissions",
            role=made.name,
            policy=document(*permissions(role, scope)),
            opts=self.child(),
        )
        return made
