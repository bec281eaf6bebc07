"""Parts of a distribution, standard or multi-tenant."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, at, items

DISTRIBUTIONS = ("cloudfront.Distribution", "cloudfront.MultitenantDistribution")
ORIGIN = "aws:cloudfront/vpcOrigin:VpcOrigin"
MANY = "aws:cloudfront/multitenantDistribution:MultitenantDistribution"
_BEHAVIORS = ("orderedCacheBehaviors", "cacheBehaviors")


def behaviors(distribution: Resource) -> Iterator[Any]:
    """Yield the default behavior, then all others."""
    yield distribution.at("defaultCacheBehavior")
    for prop in _BEHAVIORS:
        yield from items(distribution.at(prop))


def custom(origin: Any) -> Any:
    """Return the settings of a custom origin; None for another kind of origin."""
    return _only(origin, "customOriginConfig", "customOriginConfigs")


def is_bucket(origin: Any) -> bool:
    """Return whether an origin is an Amazon S3 bucket: neither custom nor in a VPC."""
    in_vpc = _only(origin, "vpcOriginConfig", "vpcOriginConfigs")
    return custom(origin) is None and in_vpc is None and origin is not UNKNOWN


def _only(origin: Any, single: str, many: str) -> Any:
    one = at(origin, single)
    return one if one is not None else at(origin, many, 0)
