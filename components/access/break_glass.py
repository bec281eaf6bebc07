"""The role for emergencies: sealed, opened for a while by somebody else, reviewed afterwards."""

import datetime
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.access.break_glass_permissions import allowed, keeping, limits
from soc2_baseline.components.access.deploy_permissions import DeployScope
from soc2_baseline.components.access.names import (
    BREAK_GLASS,
    BREAK_GLASS_BOUNDARY,
    BREAK_GLASS_KEEPER,
)
from soc2_baseline.components.access.people_roles import principal_problems
from soc2_baseline.components.access.review_day import review_problems
from soc2_baseline.components.access.sizes import size_problems
from soc2_baseline.components.access.trust import people_trust, seal
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import Conditions, Statement, document
from soc2_baseline.core.access import break_glass_register as reviews
from soc2_baseline.core.access.window import LONGEST_MINUTES, NOW, stamp
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT, TENANT_ID, TENANT_ID_RULE

__all__ = ["BreakGlass", "BreakGlassArgs", "BreakGlassWindowArgs", "resolve"]

SESSION_SECONDS = 3600


class BreakGlassWindowArgs(TypedDict):
    """A while in which the role can be taken; at most four hours."""

    begin: str
    """The time at which it opens, in UTC, as 2027-01-31T04:00:00Z."""
    end: str
    """The time at which it shuts."""
    ticket: str
    """The incident that it is opened for."""
    opened_by: str
    """The person who opens it: another person than the one who uses it."""


class BreakGlassArgs(TypedDict):
    """Arguments of :class:`BreakGlass`."""

    environment: EnvironmentArgs
    """The account that the role is in."""
    review_by: str
    """The day by which the roles are reviewed, as 2027-01-31, at most a year ahead."""
    principals: NotRequired[list[str]]
    """ARNs of the users or roles that may take it once it is open; everyone in the account whom
    IAM allows by default."""
    keepers: NotRequired[list[str]]
    """ARNs of those who may open it; nobody but the pipeline's owners by default."""
    window: NotRequired[BreakGlassWindowArgs]
    """A while in which it can be taken; sealed where left out."""
    prefixes: NotRequired[list[str]]
    """Ids of the tenants whose roles may be repaired with it."""
    reviews_file: NotRequired[str]
    """The register of uses and their reviews; an open one there stops every update."""


@dataclass(frozen=True)
class BreakGlassPlan:
    """The checked arguments of BreakGlass."""

    environment: Environment
    scope: DeployScope
    principals: tuple[str, ...]
    keepers: tuple[str, ...]
    window: Conditions | None
    review_by: str


def resolve(args: BreakGlassArgs) -> BreakGlassPlan:
    """Check the arguments and the register, and decide everything.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted; uses that nobody
            has reviewed.
    """
    args, environment, _ = placed(args, BreakGlassArgs, "BreakGlass")
    principals, keepers = tuple(args.get("principals") or ()), tuple(args.get("keepers") or ())
    problems = review_problems("BreakGlass", args["review_by"])
    problems += principal_problems("BreakGlass: principals", principals)
    problems += principal_problems("BreakGlass: keepers", keepers)
    problems += [
        f"BreakGlass: keepers {name!r} is one of principals; accepted is another person, so that"
        " nobody opens it alone"
        for name in keepers
        if name in principals
    ]
    if keepers and not principals:
        problems.append(
            "BreakGlass: keepers without principals; accepted is to name who takes it too, so that"
            " nobody opens it alone"
        )
    prefixes = tuple(args.get("prefixes") or ())
    problems += [
        f"BreakGlass: prefixes {prefix!r}; accepted are ids of tenants: {TENANT_ID_RULE}"
        for prefix in prefixes
        if not TENANT_ID.fullmatch(prefix)
    ]
    window = None
    if args.get("window"):
        window, wrong = _window(args["window"])
        problems += wrong
    problems += _open_uses(args.get("reviews_file"))
    scope = DeployScope(environment, tuple(dict.fromkeys((SHARED_TENANT, *prefixes))))
    problems += size_problems("BreakGlass", f"{len(prefixes)} prefixes", allowed(scope))
    if problems:
        raise ConfigError(problems)
    return BreakGlassPlan(
        environment=environment,
        scope=scope,
        principals=principals,
        keepers=keepers,
        window=window,
        review_by=args["review_by"],
    )


def _window(args: BreakGlassWindowArgs) -> tuple[Conditions | None, list[str]]:
    problems = [
        f"BreakGlass: window.{name} is empty; accepted is a text"
        for name in ("ticket", "opened_by")
        if not args[name].strip()
    ]
    moments = {}
    for name in ("begin", "end"):
        text = args[name]
        try:
            moments[name] = datetime.datetime.strptime(text, "%Y-%m-%dT%H:%M:%SZ").replace(
                tzinfo=datetime.UTC
            )
        except ValueError:
            problems.append(
                f"BreakGlass: window.{name} {text!r}; accepted is a moment as 2027-01-31T04:00:00Z"
            )
    if len(moments) < 2:
        return None, problems
    begin, end = moments["begin"], moments["end"]
    longest = datetime.timedelta(minutes=LONGEST_MINUTES)
    if not datetime.timedelta() < end - begin <= longest:
        problems.append(
            f"BreakGlass: window.end {args['end']!r}; accepted is a moment at most"
            f" {LONGEST_MINUTES} minutes after {args['begin']}"
        )
    window = {"DateGreaterThan": {NOW: stamp(begin)}, "DateLessThan": {NOW: stamp(end)}}
    return window, problems


def _open_uses(file: str | None) -> list[str]:
    if not file:
        return []
    try:
        register = reviews.load(Path(file))
    except ConfigError as error:
        return list(error.problems)
    return [
        f"{file}: use {use.event} of {use.role} by {use.used_by} at {stamp(use.used_at)} has no"
        " review; accepted is one by another person, before anything is deployed"
        for use in register.open
    ]


class BreakGlass(BaselineComponent, area="access"):
    """A sealed role for emergencies, and the role that opens it (CC6.1, CC6.3, CC7.4, CC7.5).

    Provisions the role ``shared-account-break-glass`` with its boundary and, where keepers are
    named, ``shared-account-break-glass-keeper``. Protected by default: the trust denies
    everybody; it is opened by the argument ``window`` or by ``baseline access open-break-glass``,
    for four hours at most, and shuts by itself; who takes it has signed in with MFA within the
    hour; a session lasts an hour. It allows what a deployment does, and beyond that the repair of
    what deployments may not touch; it reads shared logs, but no secrets and no data, and can end
    no trail, empty no archive and leave no boundary. A keeper can change its trust and nothing
    else, and nobody is both. A use that the register shows without a review stops every update
    (``baseline access gate`` finds uses that are not in the register).

    Source: IAM user guide (MFA-protected API access, global condition keys); AWS
    Well-Architected Framework SEC03-BP03.

    Costs:
        Nothing.

    Leaves out:
        The alarm: both roles are tagged ``access=break-glass`` and go into the argument
        ``break_glass_roles`` of IncidentRouting and into ``baseline:break-glass-roles``; and
        ``sts:AssumeRole`` for anybody.

    Raises:
        ConfigError: every argument that is wrong; uses that nobody has reviewed.
    """

    role_arn: pulumi.Output[str]
    """ARN of the role."""
    role_names: list[str]
    """Names of all roles made here, for alarms."""

    def __init__(
        self, name: str, args: BreakGlassArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        boundary = aws.iam.Policy(
            f"{name}-boundary",
            name=BREAK_GLASS_BOUNDARY,
            description="The most that anybody can be allowed in an emergency",
            policy=document(*allowed(plan.scope)),
            tags=self.tags,
            opts=self.child(),
        )
        trust = people_trust(self.environment, plan.principals, plan.window)
        shut = () if plan.window else (seal(),)
        role = self._make_role(name, BREAK_GLASS, (trust, *shut), plan, boundary)
        permissions = aws.iam.Policy(
            name,
            name=BREAK_GLASS,
            description="What repairs an account; its role denies what would erase evidence",
            policy=document(*allowed(plan.scope)),
            tags=self.tags,
            opts=self.child(),
        )
        aws.iam.RolePolicyAttachment(
            name, role=role.name, policy_arn=permissions.arn, opts=self.child()
        )
        self._limit(name, role, limits(plan.scope))
        self.role_names = [BREAK_GLASS]
        if plan.keepers:
            opens = people_trust(self.environment, plan.keepers)
            keeper = self._make_role(f"{name}-keeper", BREAK_GLASS_KEEPER, (opens,), plan, boundary)
            self._limit(f"{name}-keeper", keeper, keeping(plan.scope))
            self.role_names.append(BREAK_GLASS_KEEPER)
        self.role_arn = role.arn
        self.finish({"roleArn": self.role_arn, "roleNames": self.role_names})

    def _make_role(
        self,
        name: str,
        role_name: str,
        trust: tuple[Statement, ...],
        plan: BreakGlassPlan,
        boundary: aws.iam.Policy,
    ) -> aws.iam.Role:
        return aws.iam.Role(
            name,
            name=role_name,
            description="For emergencies: see the runbook before, and the review after",
            assume_role_policy=document(*trust),
            permissions_boundary=boundary.arn,
            max_session_duration=SESSION_SECONDS,
            tags={**self.tags, "access": "break-glass", "review-by": plan.review_by},
            opts=self.child(delete_before_replace=True),
        )

    def _limit(self, name: str, role: aws.iam.Role, statements: list[Statement]) -> None:
        aws.iam.RolePolicy(
            name, name="limits", role=role.name, policy=document(*statements), opts=self.child()
        )
