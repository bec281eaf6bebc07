"""Allowed regions of resources."""

import re
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    items,
)

_REGION_OF_ZONE = re.compile(r"((?:[a-z]+-)+\d+)")
"""A zone name starts with its region: eu-west-1a, us-west-2-lax-1a, us-east-1-wl1-bos-wlz-1."""
_ZONES = (
    "availabilityZone",
    "availabilityZones",
    "availabilityZoneName",
    "preferredAvailabilityZones",
)
_REPLICAS = ("regionName", "region")


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    allowed = context.vocabulary.regions or frozenset()
    yield from _asked("region", [resource.at("region")], allowed)
    zones = [zone for prop in _ZONES for zone in _many(resource.at(prop))]
    yield from _asked("zone", [_region(zone) for zone in zones], allowed)
    replicas = [
        at(replica, prop) for replica in _many(resource.at("replicas")) for prop in _REPLICAS
    ]
    yield from _asked("replica", replicas, allowed)


def _asked(key: str, regions: list[Any], allowed: frozenset[str]) -> Iterator[Finding]:
    wrong = sorted(
        {name for name in regions if isinstance(name, str) and name and name not in allowed}
    )
    if wrong:
        yield Finding(key, f"region {', '.join(wrong)} is not allowed")
    elif any(name is UNKNOWN for name in regions):
        yield Finding(key, "the region is known only after the update", Verdict.UNDETERMINED)


def _region(zone: Any) -> Any:
    if not isinstance(zone, str):
        return zone
    match = _REGION_OF_ZONE.match(zone)
    return match[1] if match else None


def _many(value: Any) -> list[Any]:
    return [UNKNOWN] if value is UNKNOWN else items(value)


RULES = (
    ResourceRule(
        id="region-allowlist",
        types=("*", "pulumi:providers:aws"),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Providers, resources, zones and replicas are in allowed regions.",
        fix="Set region (availability_zone, replicas) to one of the stack's allowed-regions.",
        keys={
            "region": "region",
            "zone": "availability_zone",
            "replica": "replicas.region_name",
        },
        needs="regions",
        reference="AWS Organizations user guide: deny access by region; "
        "prowler organizations_scp_check_deny_regions",
        why="Otherwise data leaves the jurisdiction that customers were promised, for a region "
        "without watched logs and guardrails.",
        judge=_judge,
    ),
)
