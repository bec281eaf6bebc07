"""Cross-field validation of stack settings."""

from collections.abc import Sequence
from itertools import combinations

from soc2_baseline.components.regions import REGIONS
from soc2_baseline.components.tenant import Tenant

ACCOUNT_DIGITS = 12


def place_problems(
    region: str, allowed_regions: Sequence[str], trusted_accounts: Sequence[str]
) -> list[str]:
    """Check the regions that are allowed, and the accounts that are trusted."""
    problems: list[str] = []
    if allowed_regions and region not in allowed_regions:
        allowed = ", ".join(allowed_regions)
        problems.append(f"region {region!r} is not in allowed-regions; accepted: {allowed}")
    problems += [
        f"allowed-regions: {region!r} is unknown; accepted are AWS regions such as eu-central-1"
        for region in allowed_regions
        if region not in REGIONS
    ]
    problems += [
        f"trusted-accounts: {account!r}; accepted are accounts of 12 digits"
        for account in trusted_accounts
        if not (account.isdigit() and len(account) == ACCOUNT_DIGITS)
    ]
    return problems


def tenant_problems(tenants: Sequence[Tenant], region: str) -> list[str]:
    """Check the tenants of a stack together: ids, networks, residency."""
    return _between(tenants) + _at_home(tenants, region)


def _between(tenants: Sequence[Tenant]) -> list[str]:
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
    # Policies match a tenant's resources by the prefix `<id>-`.
    problems += [
        f"tenants: names of {other!r} begin like those of {one!r}; accepted are ids that do not "
        "start with another id and a hyphen"
        for one, other in combinations(sorted(set(ids)), 2)
        if other.startswith(f"{one}-")
    ]
    return problems


def _at_home(tenants: Sequence[Tenant], region: str) -> list[str]:
    return [
        f"tenant {tenant.id!r}: residency allows {', '.join(tenant.residency)}, "
        f"but the stack is in {region}"
        for tenant in tenants
        if tenant.residency and region not in tenant.residency
    ]
