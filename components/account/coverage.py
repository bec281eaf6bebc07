"""A check that every enabled region has every regional control that a stack registers.

Nothing here lists the controls. What a stack registers in a region under a logical name that ends
in that region is a regional control; where one region has it, every enabled region needs it. A
resource with another name belongs to its region alone, as the aggregator of findings does.
"""

from collections.abc import Collection, Iterable, Mapping, Sequence
from fnmatch import fnmatchcase
from typing import NamedTuple

import pulumi

from soc2_baseline.core.errors import ConfigError


class Registered(NamedTuple):
    """One resource that names its region."""

    type: str
    name: str
    region: str

    @property
    def control(self) -> "Control | None":
        """Return the regional control that it is part of."""
        stem = self.name.removesuffix(f"-{self.region}")
        return Control(self.type, stem) if stem != self.name else None


class Control(NamedTuple):
    """A control that every region needs: a type, and a logical name without its region."""

    type: str
    stem: str

    def matches(self, pattern: str) -> bool:
        """Return whether ``<type> <stem>`` matches a pattern, such as ``aws:macie2/* *``."""
        return fnmatchcase(f"{self.type} {self.stem}", pattern)


def coverage_problems(
    registered: Iterable[Registered],
    regions: Sequence[str],
    excused: Mapping[str, Collection[str]] | None = None,
) -> list[str]:
    """Report regions that lack a control which another has, and resources in regions not enabled.

    Args:
        registered: the resources of the stack that name a region.
        regions: the enabled regions.
        excused: patterns of controls, each with regions that need none of them, for example
            because AWS does not offer the service there.
    """
    places: dict[Control, set[str]] = {}
    problems = []
    for resource in registered:
        if resource.region not in regions:
            problems.append(
                f"{resource.type} {resource.name!r} is in {resource.region}, which is not enabled;"
                f" accepted are {', '.join(regions)}"
            )
        elif resource.control:
            places.setdefault(resource.control, set()).add(resource.region)
    for control, there in places.items():
        free = {
            region
            for pattern, without in (excused or {}).items()
            if control.matches(pattern)
            for region in without
        }
        if lacking := sorted(set(regions) - there - free):
            problems.append(
                f"{control.type} {control.stem!r} is missing in {', '.join(lacking)}; accepted is"
                " a stack with every regional control in every enabled region"
            )
    return problems


class RegionalCoverage:
    """Recorder of what a program registers, which reports at its end what is missing where."""

    def __init__(self) -> None:
        self.registered: list[Registered] = []

    def watch(self) -> None:
        """Record every resource that is registered from now on."""
        pulumi.runtime.register_stack_transformation(self._look)

    def check(
        self, regions: Sequence[str], excused: Mapping[str, Collection[str]] | None = None
    ) -> None:
        """Refuse a stack that leaves out a region.

        Raises:
            ConfigError: each control with the regions that lack it, each region not enabled.
        """
        problems = coverage_problems(self.registered, regions, excused)
        if problems:
            raise ConfigError(f"regional coverage: {problem}" for problem in problems)

    def _look(self, args: pulumi.ResourceTransformationArgs) -> None:
        region = args.props.get("region")
        is_provider = args.type_.startswith("pulumi:providers:")
        if isinstance(region, str) and not is_provider:
            self.registered.append(Registered(args.type_, args.name, region))
