"""Trails filtered by the given names."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import StandIn, add_operations


def _describe(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    trails = backend.describe_trails(given.get("includeShadowTrails", True))
    wanted = given.get("trailNameList")
    return {
        "trailList": [
            trail.description(include_region=True)
            for trail in trails
            if not wanted or trail.arn in wanted or trail.trail_name in wanted
        ]
    }


_HANDLERS = {"DescribeTrails": _describe}

STAND_IN = StandIn(
    name="CloudTrail trails",
    gap="moto returns all trails if one is asked for",
    service="cloudtrail",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("cloudtrail", _HANDLERS),
)
