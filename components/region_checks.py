"""The regions of an account: those that are enabled, and those that are closed to everybody."""

from collections.abc import Sequence

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.regions import REGIONS, partition_of
from soc2_baseline.core.knowledge.tables import table


def default_regions(partition: str) -> frozenset[str]:
    """Return the regions that AWS enables in every account; they cannot be disabled."""
    return frozenset(table("default_regions").facts["partitions"][partition])


def region_problems(environment: Environment, regions: Sequence[str], place: str) -> list[str]:
    """Check the list of an account's enabled regions."""
    problems = list_problems(environment, regions, place)
    if environment.region not in regions:
        problems.append(
            f"{place} lacks {environment.region!r}; accepted is a list with the stack's own region"
        )
    return problems


def list_problems(environment: Environment, regions: Sequence[str], place: str) -> list[str]:
    """Check any list of an account's regions for unknown ones and repetitions."""
    partition = environment.partition
    problems = [
        f"{place}: {region!r} is {_otherwise(region)}; accepted are AWS regions of the partition"
        f" {partition}, such as {environment.region}"
        for region in dict.fromkeys(regions)
        if REGIONS.get(region) != partition
    ]
    problems += [
        f"{place}: {region!r} is listed {regions.count(region)} times; accepted is once"
        for region in dict.fromkeys(regions)
        if regions.count(region) > 1
    ]
    return problems


def subset_problems(chosen: Sequence[str], regions: Sequence[str], place: str) -> list[str]:
    """Report regions that are named for a purpose but are not enabled."""
    return [
        f"{place}: {region!r} is not enabled; accepted are {', '.join(regions)}"
        for region in chosen
        if region not in regions
    ]


def open_regions(
    environment: Environment, enabled: Sequence[str], closed: Sequence[str]
) -> list[str]:
    """Return regions that everybody in the account can use although no control of ours is there."""
    return sorted(default_regions(environment.partition) - set(enabled) - set(closed))


def _otherwise(region: str) -> str:
    return f"a region of {partition_of(region)}" if region in REGIONS else "unknown"
