"""Roles for people in an account, and the boundary of all of them."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.access.names import PEOPLE_BOUNDARY
from soc2_baseline.components.access.people_permissions import (
    PURPOSES,
    PeopleRole,
    PeopleScope,
    boundary_statements,
    permissions,
)
from soc2_baseline.components.access.sizes import size_problems
from soc2_baseline.components.access.trust import people_trust
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import document
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT

__all__ = ["PeopleRole", "PeopleRoles", "PeopleRolesArgs", "resolve"]

SESSION_SECONDS = 3600
_ACTION = re.compile(r"[a-z][a-z0-9-]*:[A-Za-z]{3,}\*?")
_REFUSED = ("iam", "kms", "organizations", "secretsmanager", "sso", "sts")
_BUCKET = re.compile(r"[a-z0-9][a-z0-9.-]{1,61}[a-z0-9]")
_PRINCIPAL = re.compile(r"arn:aws(-[a-z]+)*:iam::\d{12}:(root|user/[^*?]+|role/[^*?]+)")


class PeopleRolesArgs(TypedDict):
    """Arguments of :class:`PeopleRoles`."""

    environment: EnvironmentArgs
    """The account that the roles are in."""
    principals: NotRequired[list[str]]
    """ARNs of the users or roles that people come from; everyone in the account whom IAM allows
    by default. Another account's belong into ``baseline:trusted-accounts`` too."""
    evidence_buckets: NotRequired[list[str]]
    """Names of the buckets whose objects auditors read; none by default."""
    also_allowed: NotRequired[list[str]]
    """Actions such as ``ecs:RunTask`` that permission sets may allow beyond the defaults."""


@dataclass(frozen=True)
class PeopleRolesPlan:
    """The checked arguments of PeopleRoles."""

    environment: Environment
    scope: PeopleScope
    principals: tuple[str, ...]


def resolve(args: PeopleRolesArgs) -> PeopleRolesPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    args, environment, _ = placed(args, PeopleRolesArgs, "PeopleRoles")
    principals = tuple(args.get("principals") or ())
    buckets = tuple(args.get("evidence_buckets") or ())
    also = tuple(args.get("also_allowed") or ())
    problems = principal_problems("PeopleRoles: principals", principals)
    problems += [
        f"PeopleRoles: evidence_buckets {name!r}; accepted is the name of one bucket"
        for name in buckets
        if not _BUCKET.fullmatch(name)
    ]
    problems += [
        f"PeopleRoles: also_allowed {name!r}; accepted are actions such as ecs:RunTask, of other"
        f" services than {', '.join(_REFUSED)}"
        for name in also
        if not _ACTION.fullmatch(name) or name.partition(":")[0] in _REFUSED
    ]
    scope = PeopleScope(environment, buckets, also)
    what = f"{len(also)} actions of also_allowed and {len(buckets)} buckets"
    problems += size_problems("PeopleRoles", what, boundary_statements(scope))
    if problems:
        raise ConfigError(problems)
    return PeopleRolesPlan(environment, scope, principals)


def principal_problems(place: str, principals: Sequence[str]) -> list[str]:
    """Check the users, roles or accounts that people come from."""
    return [
        f"{place} {name!r}; accepted is the ARN of an account's root, a user or a role, without"
        " wildcards"
        for name in principals
        if not _PRINCIPAL.fullmatch(name)
    ]


class PeopleRoles(BaselineComponent, area="access"):
    """A boundary for people, and three roles under it (CC6.1, CC6.2, CC6.3).

    Provisions the boundary ``shared-people-boundary``, which permission sets of Identity Center
    name too, and the roles ``shared-people-read-only``, ``-operator`` and ``-auditor``. Protected
    by default: who takes a role has signed in with MFA within the hour; sessions last an hour;
    nobody reads secrets, items, objects (auditors: but for the evidence) or decrypts directly,
    changes permissions, leaves the boundary, or ends trails, recorders, detectors, keys and
    backups. Operators read the logs ``/shared/``, restart instances, scale services, and work on
    findings and support cases.

    People who come by Identity Center carry no MFA key and use permission sets instead. Source:
    IAM user guide (MFA-protected API access, permissions boundaries).

    Costs:
        Nothing.

    Leaves out:
        Users and identity providers; ``sts:AssumeRole`` for anybody; the data of tenants, for
        which see TenantIdentity.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    boundary_arn: pulumi.Output[str]
    """ARN of the boundary."""
    role_arns: dict[str, pulumi.Output[str]]
    """ARNs by role: read-only, operator, auditor."""

    def __init__(
        self, name: str, args: PeopleRolesArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        boundary = aws.iam.Policy(
            f"{name}-boundary",
            name=PEOPLE_BOUNDARY,
            description="The most that people can be allowed in this account",
            policy=document(*boundary_statements(plan.scope)),
            tags=self.tags,
            opts=self.child(),
        )
        roles = {role: self._make_role(role, plan, boundary) for role in PeopleRole}
        self.boundary_arn = boundary.arn
        self.role_arns = {role.value: made.arn for role, made in roles.items()}
        self.finish({"boundaryArn": self.boundary_arn, "roleArns": self.role_arns})

    def _make_role(
        self, role: PeopleRole, plan: PeopleRolesPlan, boundary: aws.iam.Policy
    ) -> aws.iam.Role:
        made = aws.iam.Role(
            f"{self.name}-{role.value}",
            name=prefixed_name(SHARED_TENANT, f"people-{role.value}"),
            description=PURPOSES[role],
            assume_role_policy=document(people_trust(self.environment, plan.principals)),
            permissions_boundary=boundary.arn,
            max_session_duration=SESSION_SECONDS,
            tags=self.tags,
            opts=self.child(delete_before_replace=True),
        )
        aws.iam.RolePolicy(
            f"{self.name}-{role.value}",
            name="permissions",
            role=made.name,
            policy=document(*permissions(role, plan.scope)),
            opts=self.child(),
        )
        return made
