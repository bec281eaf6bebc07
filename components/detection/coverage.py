"""The regions of each detection service, with the reasons for those left out."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.region_checks import default_regions, subset_problems
from soc2_baseline.core.knowledge.tables import Table, table

NotOffered = Mapping[str, Mapping[str, str]]
"""Service or ``<service>/<part>``, region, and why AWS does not offer the one in the other."""


class DetectionService(StrEnum):
    """Services of which each region needs its own."""

    GUARDDUTY = "guardduty"
    SECURITY_HUB = "security-hub"
    INSPECTOR = "inspector"
    MACIE = "macie"
    ACCESS_ANALYZER = "access-analyzer"


_PARTS = {
    DetectionService.GUARDDUTY: "guardduty-features",
    DetectionService.INSPECTOR: "inspector-scans",
}


@dataclass(frozen=True)
class Coverage:
    """Regions in which each service is switched on; the others are in ``left_out``."""

    regions: Mapping[DetectionService, tuple[str, ...]]
    left_out: Mapping[str, str]
    """``<service> <region>``, or ``<service>/<part> <region>``, and the reason."""

    def parts(self, service: DetectionService, region: str) -> list[str]:
        """Return a service's parts that a region has: plans of GuardDuty, scans of Inspector."""
        facts = _facts().facts[_PARTS[service]]
        return [part for part in facts if f"{service}/{part} {region}" not in self.left_out]


def not_offered_problems(
    place: str, environment: Environment, regions: Sequence[str], not_offered: NotOffered
) -> list[str]:
    """Check the reasons for leaving a service out of a region."""
    problems = []
    for name, reasons in not_offered.items():
        where = f"{place}: not_offered[{name!r}]"
        if name not in _lacking():
            problems.append(f"{where}; accepted are {', '.join(_lacking())}")
        if name in list(DetectionService) and environment.region in reasons:
            problems.append(
                f"{where}: {environment.region!r} is the home region; accepted are the others"
            )
        problems += subset_problems(list(reasons), regions, where)
        problems += [
            f"{where}[{region!r}] is empty; accepted is a reason"
            for region, reason in reasons.items()
            if not reason.strip()
        ]
    return problems


def coverage(regions: Sequence[str], not_offered: NotOffered) -> Coverage:
    """Return each service with every region that has it."""
    left_out = dict(_left_out(regions, not_offered))
    return Coverage(
        regions={
            service: tuple(region for region in regions if f"{service} {region}" not in left_out)
            for service in DetectionService
        },
        left_out=left_out,
    )


def findings_region(environment: Environment, regions: Sequence[str]) -> str | None:
    """Return the region that collects all findings: home, if Security Hub can do that there.

    It cannot in a region that has to be enabled first; then it is the first other region.
    """
    able = default_regions(environment.partition)
    return _first(environment, [region for region in regions if region in able])


def global_region(environment: Environment, regions: Sequence[str]) -> str | None:
    """Return the region that records IAM: home if AWS Config can there, else the first that can."""
    lacking = _facts().facts["config"]["global-resources"]
    return _first(environment, [region for region in regions if region not in lacking])


def _first(environment: Environment, able: Sequence[str]) -> str | None:
    home = environment.region
    return home if home in able else next(iter(able), None)


def _facts() -> Table:
    return table("detection_regions")


def _lacking() -> dict[str, Sequence[str]]:
    """Return services and parts, each with the regions that lack it."""
    facts = _facts().facts
    lacking: dict[str, Sequence[str]] = {
        service.value: facts["services"][service] for service in DetectionService
    }
    for service, kind in _PARTS.items():
        lacking |= {f"{service}/{part}": regions for part, regions in facts[kind].items()}
    return lacking


def _left_out(regions: Sequence[str], not_offered: NotOffered) -> Iterator[tuple[str, str]]:
    as_of = f"AWS does not offer it there, as of {_facts().as_of.isoformat()}"
    for name, lacking in _lacking().items():
        given = not_offered.get(name, {})
        for region in regions:
            if region in given or region in lacking:
                yield f"{name} {region}", given.get(region, as_of)
