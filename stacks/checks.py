"""What the settings of a stack must keep among themselves, beyond the shape of each."""

from itertools import combinations
from typing import TYPE_CHECKING

from baseline.errors import ConfigError
from components.environment import resolve_environment
from components.regions import REGIONS
from components.tenant import Tenant, resolve_tenant

if TYPE_CHECKING:
    from stacks.settings import AccountSettings

ACCOUNT_DIGITS = 12


def problems_between(settings: "AccountSettings") -> list[str]:
    """What is wrong with settings whose shapes are right."""
    problems: list[str] = []
    try:
        resolve_environment(settings.environment())
    except ConfigError as error:
        problems += error.problems
    if settings.allowed_regions and settings.region not in settings.allowed_regions:
        allowed = ", ".join(settings.allowed_regions)
        problems.append(
            f"region {settings.region!r} is not in allowed-regions; accepted: {allowed}"
        )
    problems += [
        f"allowed-regions: {region!r} is unknown; accepted are AWS regions such as eu-central-1"
        for region in settings.allowed_regions
        if region not in REGIONS
    ]
    problems += [
        f"trusted-accounts: {account!r}; accepted are accounts of 12 digits"
        for account in settings.trusted_accounts
        if not (account.isdigit() and len(account) == ACCOUNT_DIGITS)
    ]
    tenants: list[Tenant] = []
    for args in settings.tenant_args():
        try:
            tenants.append(resolve_tenant(args))
        except ConfigError as error:
            problems += error.problems
    return problems + _between(tenants) + _at_home(tenants, settings.region)


def _between(tenants: list[Tenant]) -> list[str]:
    ids = [tenant.id for tenant in tenants]
    problems = [
        f"tenants: {name!r} is listed {ids.count(name)} times; accepted is once"
        for name in sorted({name for name in ids if ids.count(name) > 1})
    ]
    problems += [
        f"tenants: cidr {one.cidr} of {one.id!r} overlaps {other.cidr} of {other.id!r}; "
        "accepted are networks that share no address"
        for one, other in combinations(tenants, 2)
        if one.id != other.id and one.cidr.overlaps(other.cidr)
    ]
    # Policies name what is a tenant's by the prefix `<id>-`.
    problems += [
        f"tenants: names of {other!r} begin like those of {one!r}; accepted are ids of which "
        "none is another's with a hyphen and more"
        for one, other in combinations(sorted(set(ids)), 2)
        if other.startswith(f"{one}-")
    ]
    return problems


def _at_home(tenants: list[Tenant], region: str) -> list[str]:
    return [
        f"tenant {tenant.id!r}: residency allows {', '.join(tenant.residency)}, "
        f"but the stack is in {region}"
        for tenant in tenants
        if tenant.residency and region not in tenant.residency
    ]
