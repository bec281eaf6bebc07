"""Arguments of an IdentityCenter, and the plan that follows from them."""

import datetime
import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NotRequired, TypedDict

from soc2_baseline.components.access.names import PEOPLE_BOUNDARY
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import Effect, Statement
from soc2_baseline.core.access.effective import Effective, effective
from soc2_baseline.core.access.manifest import PermissionSet
from soc2_baseline.core.access.manifest_file import load
from soc2_baseline.core.errors import ConfigError

ATTRIBUTES: Mapping[str, list[str]] = {
    "department": ["${path:enterprise.department}"],
    "user-name": ["${path:userName}"],
}
"""Attributes of people that policies may compare with tags, as ``aws:PrincipalTag/<key>``."""

LONGEST_INLINE = 32_768
"""Characters of a permission set's own policy (API reference: PutInlinePolicyToPermissionSet)."""

_INSTANCE = re.compile(r"arn:aws(-[a-z]+)*:sso:::instance/(sso)?ins-[a-zA-Z0-9-.]{16}")
_STORE = re.compile(r"d-[0-9a-z]{10}|[0-9a-f-]{36}")
_GROUP = re.compile(r"([0-9a-f]{10}-)?[0-9a-f]{8}-([0-9a-f]{4}-){3}[0-9a-f]{12}", re.IGNORECASE)
_SOURCE = re.compile(r"\$\{[^{}$]+\}")


class IdentityCenterArgs(TypedDict):
    """Arguments of :class:`IdentityCenter`."""

    environment: EnvironmentArgs
    """The management account, or the one that Identity Center is delegated to."""
    instance_arn: str
    """ARN of the Identity Center instance, in the environment's region."""
    identity_store_id: str
    """Id of the instance's identity store."""
    manifest_file: str
    """The access manifest (docs/access.md)."""
    group_ids: NotRequired[dict[str, str]]
    """Ids of groups by name, where an identity provider is their source; else they are made."""
    attributes: NotRequired[dict[str, list[str]]]
    """Attributes for access control with where they come from; department and user name by
    default, none for an empty mapping."""
    boundary_name: NotRequired[str]
    """Name of the boundary policy in every account; ``shared-people-boundary`` by default."""
    today: NotRequired[str]
    """The day that counts, as 2027-01-31; today by default."""


@dataclass(frozen=True)
class Decided:
    """The result of :func:`resolve`."""

    environment: Environment
    counting: Effective
    group_ids: Mapping[str, str] | None
    attributes: Mapping[str, list[str]]
    boundary_name: str

    @property
    def used_groups(self) -> tuple[str, ...]:
        """Return the names of the groups that are assigned to accounts."""
        return tuple(dict.fromkeys(a.group for a in self.counting.assignments))


def resolve(args: IdentityCenterArgs) -> Decided:
    """Check the arguments and the manifest, and decide what counts today.

    Raises:
        ConfigError: everything that is wrong with the arguments and with the manifest.
    """
    args, environment, _ = placed(args, IdentityCenterArgs, "IdentityCenter")
    problems = list(_problems(args))
    day = _day(args.get("today"), problems)
    file = Path(args["manifest_file"])
    counting = None
    try:
        counting = effective(load(file, day), day)
    except ConfigError as error:
        problems += error.problems
    group_ids = args.get("group_ids")
    if counting is None or problems:
        raise ConfigError(problems)
    decided = Decided(
        environment=environment,
        counting=counting,
        group_ids=group_ids,
        attributes=ATTRIBUTES if args.get("attributes") is None else args["attributes"],
        boundary_name=args.get("boundary_name") or PEOPLE_BOUNDARY,
    )
    if group_ids is not None:
        problems = [
            f"IdentityCenter: group_ids lacks {name!r}; accepted is the id of each group that a"
            " grant is for"
            for name in decided.used_groups
            if name not in group_ids
        ]
    for permission_set in counting.permission_sets:
        size = _inline_size(permission_set)
        if size > LONGEST_INLINE:
            problems.append(
                f"IdentityCenter: statements of {permission_set.name!r} have {size} characters;"
                f" accepted are {LONGEST_INLINE}"
            )
    if problems:
        raise ConfigError(problems)
    return decided


def duration(seconds: int) -> str:
    """Return seconds as an ISO 8601 duration, such as ``PT1H``."""
    hours, minutes = seconds // 3600, seconds % 3600 // 60
    return "PT" + (f"{hours}H" if hours else "") + (f"{minutes}M" if minutes else "")


def inline_statements(permission_set: PermissionSet) -> list[Statement]:
    """Return the statements of a permission set's own policy."""
    return [
        Statement(
            sid=f"Statement{number}",
            effect=Effect(statement.effect),
            actions=statement.actions,
            resources=statement.resources,
            conditions=statement.conditions,
        )
        for number, statement in enumerate(permission_set.statements, start=1)
    ]


def _inline_size(permission_set: PermissionSet) -> int:
    return sum(len(str(statement.render())) for statement in inline_statements(permission_set))


def _problems(args: IdentityCenterArgs) -> list[str]:
    patterns = {
        "instance_arn": (_INSTANCE, "an ARN such as arn:aws:sso:::instance/ssoins-…"),
        "identity_store_id": (_STORE, "an id such as d-1234567890"),
    }
    problems = [
        f"IdentityCenter: {name} {args[name]!r}; accepted is {accepted}"  # type: ignore[literal-required]
        for name, (pattern, accepted) in patterns.items()
        if not pattern.fullmatch(args[name])  # type: ignore[literal-required]
    ]
    problems += [
        f"IdentityCenter: group_ids[{name!r}] {value!r}; accepted is the id of a group"
        for name, value in (args.get("group_ids") or {}).items()
        if not _GROUP.fullmatch(value)
    ]
    problems += [
        f"IdentityCenter: attributes[{key!r}] {source!r}; accepted is a source such as"
        " ${path:userName}"
        for key, sources in (args.get("attributes") or {}).items()
        for source in sources
        if not _SOURCE.fullmatch(source)
    ]
    return problems


def _day(text: str | None, problems: list[str]) -> datetime.date:
    today = datetime.datetime.now(datetime.UTC).date()
    try:
        return datetime.date.fromisoformat(text) if text else today
    except ValueError:
        problems.append(f"IdentityCenter: today {text!r}; accepted is a date as 2027-01-31")
        return today
