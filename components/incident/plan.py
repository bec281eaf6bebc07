"""Arguments of IncidentRouting, and the plan that follows from them."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.environment import (
    AUDIT_LOG_DAYS,
    Environment,
    EnvironmentArgs,
)
from soc2_baseline.components.incident.runbooks import LONGEST_HOURS
from soc2_baseline.components.incident.severity import Severity, wait_problems, waits_of
from soc2_baseline.components.incident.subscribers import (
    Subscriber,
    SubscriberArgs,
    by_severity,
    list_problems,
    subscribers,
)
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems
from soc2_baseline.core.errors import ConfigError

LEAST_CRITICAL = 2
NOTIFICATION_HOURS = 72
LONGEST_ARCHIVE_DAYS = 3650
SIGN_IN_REGIONS = {"aws": "us-east-1", "aws-us-gov": "us-gov-west-1", "aws-cn": "cn-north-1"}
"""Regions of the events of global services: root sign-ins, IAM, some of AWS STS."""

_ROLE = re.compile(r"[\w+=,.@-]{1,64}")


class IncidentRoutingArgs(TypedDict):
    """Arguments of :class:`IncidentRouting`."""

    environment: EnvironmentArgs
    """The account; its region is home, where everything meets and notifies people."""
    regions: list[str]
    """All enabled regions; home and the one of root's sign-ins (us-east-1) among them."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key of home that encrypts topics, bus, records and executions;
    its users have to include those of ``KEY_USERS``."""
    subscribers: dict[str, list[SubscriberArgs]]
    """Subscribers by severity: ``critical`` (two or more different ones), ``high``, ``medium``,
    ``low``; a severity that is left out has the subscribers of the next higher one."""
    managers: list[SubscriberArgs]
    """Subscribers if nobody acknowledges; at least one who does not get critical incidents."""
    watchers: NotRequired[list[SubscriberArgs]]
    """Subscribers of lost alerts, by a topic with a key of its own; the managers by
    default."""
    escalate_after: NotRequired[dict[str, str]]
    """Time to acknowledge ``critical`` and ``high`` incidents; 15m and 1h by default,
    24h at most."""
    break_glass_roles: NotRequired[list[str]]
    """Names of the roles whose use is a critical incident."""
    archive_days: NotRequired[int]
    """Days in which events are kept in the archive, 400 to 3650; 400 by default."""
    notification_hours: NotRequired[int]
    """Hours within which affected customers are notified, 1 to 720; 72 by default."""
    response_plan_arn: NotRequired[pulumi.Input[str]]
    """ARN of a response plan of AWS Systems Manager Incident Manager, which gets critical and high
    incidents too. AWS takes no new customers for it."""
    boundary_arn: NotRequired[pulumi.Input[str]]
    """ARN of the permissions boundary of the roles."""


@dataclass(frozen=True)
class IncidentRoutingPlan:
    """The checked arguments of IncidentRouting."""

    environment: Environment
    regions: tuple[str, ...]
    subscribers: Mapping[Severity, tuple[Subscriber, ...]]
    managers: tuple[Subscriber, ...]
    watchers: tuple[Subscriber, ...]
    waits: Mapping[Severity, int]
    break_glass_roles: tuple[str, ...]
    archive_days: int
    notification_hours: int


def resolve(args: IncidentRoutingArgs) -> IncidentRoutingPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "IncidentRouting"
    args, environment, _ = placed(args, IncidentRoutingArgs, place)
    waits = args.get("escalate_after") or {}
    roles = args.get("break_glass_roles") or []
    archive_days = args.get("archive_days", AUDIT_LOG_DAYS)
    hours = args.get("notification_hours", NOTIFICATION_HOURS)
    problems = [
        *_region_problems(place, environment, args["regions"]),
        *_people_problems(place, args),
        *wait_problems(place, waits),
        *(
            f"{place}: break_glass_roles: {role!r}; accepted is the name of a role, without a path"
            for role in roles
            if not _ROLE.fullmatch(role)
        ),
        *_bounds(place, "archive_days", archive_days, AUDIT_LOG_DAYS, LONGEST_ARCHIVE_DAYS),
        *_bounds(place, "notification_hours", hours, 1, LONGEST_HOURS),
    ]
    if problems:
        raise ConfigError(problems)
    return IncidentRoutingPlan(
        environment=environment,
        regions=tuple(sorted(args["regions"])),
        subscribers=by_severity(args["subscribers"]),
        managers=subscribers(args["managers"]),
        watchers=subscribers(args.get("watchers") or args["managers"]),
        waits=waits_of(waits),
        break_glass_roles=tuple(roles),
        archive_days=archive_days,
        notification_hours=hours,
    )


def _bounds(place: str, name: str, value: int, least: int, most: int) -> list[str]:
    if least <= value <= most:
        return []
    return [f"{place}: {name} {value!r}; accepted are {least} to {most}"]


def _region_problems(place: str, environment: Environment, regions: list[str]) -> list[str]:
    problems = region_problems(environment, regions, f"{place}: regions")
    sign_in = SIGN_IN_REGIONS.get(environment.partition, environment.region)
    if sign_in not in regions:
        problems.append(
            f"{place}: regions lacks {sign_in!r}, where root signs in; accepted are all enabled"
            " regions"
        )
    return problems


def _people_problems(place: str, args: IncidentRoutingArgs) -> list[str]:
    given, managers = args["subscribers"], args["managers"]
    watchers = args.get("watchers") or []
    accepted = ", ".join(Severity)
    problems = [
        f"{place}: subscribers[{key!r}]; accepted are {accepted}"
        for key in given
        if key not in list(Severity)
    ]
    critical = given.get(Severity.CRITICAL.value) or []
    problems += list_problems(f"{place}: subscribers['critical']", critical, LEAST_CRITICAL)
    for severity in list(Severity)[1:]:
        each = given.get(severity.value) or []
        problems += list_problems(f"{place}: subscribers[{severity.value!r}]", each, 0)
    problems += list_problems(f"{place}: managers", managers, 1)
    problems += list_problems(f"{place}: watchers", watchers, 0)
    told = {one["address"] for one in critical}
    for name, people in (("managers", managers), ("watchers", watchers)):
        if people and told.issuperset(one["address"] for one in people):
            problems.append(
                f"{place}: {name} get critical incidents anyway;"
                " accepted is at least one who does not"
            )
    return problems
