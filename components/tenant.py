"""A tenant: one validated value that tags, names, network, key, roles and backups derive from."""

import ipaddress
from dataclasses import dataclass, field
from typing import NotRequired, TypedDict, cast

from soc2_baseline.components.arguments import checked, resolves
from soc2_baseline.components.regions import REGIONS
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import (
    DURATION_RULE,
    SHARED_TENANT,
    TENANT_ID,
    TENANT_ID_RULE,
    DataClass,
    Tier,
    seconds,
)

NEED_OBJECTIVES = frozenset({DataClass.RESTRICTED, DataClass.PERSONAL})
"""Data classes whose loss must have been thought about before they are stored (A1.2)."""

OFFERED_TIERS = (Tier.BRIDGE, Tier.SILO, Tier.ACCOUNT)
_DEFAULT_CIDR = "10.0.0.0/20"


class ObjectiveArgs(TypedDict):
    """A recovery objective, as text with a unit (``4h``)."""

    rto: str
    """Recovery time objective."""
    rpo: str
    """Recovery point objective."""


class ObjectivesArgs(TypedDict):
    """Recovery objectives by what is lost: data, a zone, or the region."""

    data: NotRequired[ObjectiveArgs]
    """After deletion or corruption."""
    az: NotRequired[ObjectiveArgs]
    """After the loss of an availability zone."""
    region: NotRequired[ObjectiveArgs]
    """After the loss of the region; asks for copies elsewhere."""


class TenantArgs(TypedDict):
    """One customer of the product."""

    id: str
    """3 to 20 characters: lower-case letters, digits, hyphens."""
    tier: NotRequired[Tier]
    """The isolation of the tenant; ``silo`` where left out."""
    data_class: NotRequired[DataClass]
    """The most sensitive data it brings; ``confidential`` where left out."""
    cidr: NotRequired[str]
    """The tenant's private IPv4 network, /16 to /24."""
    residency: NotRequired[list[str]]
    """Regions in which its data may be; any where left out."""
    objectives: NotRequired[ObjectivesArgs]
    """Recovery objectives; required for restricted and personal data."""


@dataclass(frozen=True, slots=True)
class Objective:
    """One recovery objective in seconds."""

    rto_seconds: int
    rpo_seconds: int


@dataclass(frozen=True, slots=True)
class Tenant:
    """A :class:`TenantArgs` that has been checked."""

    id: str
    tier: Tier = Tier.SILO
    data_class: DataClass = DataClass.CONFIDENTIAL
    cidr: ipaddress.IPv4Network = field(
        default_factory=lambda: ipaddress.IPv4Network(_DEFAULT_CIDR)
    )
    residency: tuple[str, ...] = ()
    objectives: dict[str, Objective] = field(default_factory=dict)

    @property
    def args(self) -> TenantArgs:
        """Return the tenant as an argument, which components take without a second check."""
        return cast(TenantArgs, self)

    @property
    def wants_region_copy(self) -> bool:
        """Return whether its objectives ask for copies in a second region."""
        return "region" in self.objectives


def prefixed_name(tenant_id: str, name: str) -> str:
    """Prefix a name with the tenant id, unless it already has it."""
    return name if name.startswith(f"{tenant_id}-") else f"{tenant_id}-{name}"


def resolve_tenant(args: TenantArgs) -> Tenant:
    """Check a tenant and fill in its defaults; return a resolved one as it is.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    if isinstance(args, Tenant):
        return args
    name = args.get("id") if isinstance(args, dict) else None
    place = f"tenant {name!r}" if isinstance(name, str) else "tenant"
    args = checked(args, TenantArgs, place)
    try:
        return _resolve(args)
    except ConfigError as error:
        raise ConfigError(f"{place}: {problem}" for problem in error.problems) from error


@resolves(TenantArgs, Tenant)
def _resolve(args: TenantArgs) -> Tenant:
    problems = _problems(args)
    if problems:
        raise ConfigError(problems)
    return Tenant(
        id=args["id"],
        tier=Tier(args.get("tier", Tier.SILO)),
        data_class=DataClass(args.get("data_class", DataClass.CONFIDENTIAL)),
        cidr=ipaddress.IPv4Network(args.get("cidr", _DEFAULT_CIDR)),
        residency=tuple(args.get("residency") or ()),
        objectives={
            scope: Objective(seconds(objective["rto"]), seconds(objective["rpo"]))
            for scope, objective in _objectives(args).items()
        },
    )


def _problems(args: TenantArgs) -> list[str]:
    problems = []
    tenant_id = args["id"]
    if not TENANT_ID.fullmatch(tenant_id) or tenant_id == SHARED_TENANT:
        problems.append(f"id {tenant_id!r}; accepted are {TENANT_ID_RULE}, not {SHARED_TENANT!r}")
    tier = args.get("tier", Tier.SILO)
    if tier not in OFFERED_TIERS:
        problems.append(f"tier {str(tier)!r}; accepted are {', '.join(OFFERED_TIERS)}")
    data_class = args.get("data_class", DataClass.CONFIDENTIAL)
    if data_class in NEED_OBJECTIVES and "data" not in _objectives(args):
        problems.append(f"data_class {data_class} needs objectives.data with rto and rpo")
    problems += _network_problems(args.get("cidr", _DEFAULT_CIDR))
    problems += [
        f"residency {region!r} is unknown; accepted are AWS regions such as eu-central-1"
        for region in args.get("residency") or ()
        if region not in REGIONS
    ]
    return problems + _objective_problems(args)


def _network_problems(cidr: str) -> list[str]:
    accepted = "accepted is a private IPv4 network, /16 to /24, such as 10.20.0.0/20"
    try:
        network = ipaddress.IPv4Network(cidr)
    except ValueError as error:
        return [f"cidr {cidr!r}: {error}; {accepted}"]
    if not network.is_private or not 16 <= network.prefixlen <= 24:
        return [f"cidr {cidr!r}; {accepted}"]
    return []


def _objective_problems(args: TenantArgs) -> list[str]:
    problems = []
    for scope, objective in _objectives(args).items():
        for term, value in objective.items():
            try:
                seconds(str(value))
            except ValueError:
                problems.append(f"objectives.{scope}.{term} {value!r}; accepted is {DURATION_RULE}")
    return problems


def _objectives(args: TenantArgs) -> dict[str, ObjectiveArgs]:
    return dict(args.get("objectives") or {})  # type: ignore[arg-type]
