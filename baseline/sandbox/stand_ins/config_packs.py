"""Conformance packs of AWS Config; their rules are not evaluated."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Resource, now, operations, tagging

_PACK = Resource(
    name="conformance_packs",
    by=("ConformancePackName",),
    creates="PutConformancePack",
    deletes="DeleteConformancePack",
    lists={"DescribeConformancePacks": "ConformancePackDetails"},
    asked="ConformancePackNames",
    made={
        "ConformancePackId": "conformance-pack-{uuid}",
        "ConformancePackArn": "arn:{partition}:config:{region}:{account}:conformance-pack/"
        "{ConformancePackName}/conformance-pack",
        "ConformancePackState": "CREATE_COMPLETE",
        "StackArn": "arn:{partition}:cloudformation:{region}:{account}:stack/awsconfigconforms",
        "LastUpdateRequestedTime": now,
    },
    changed={"LastUpdateRequestedTime": now},
    arn="ConformancePackArn",
    tags="Tags",
    missing="NoSuchConformancePackException",
    exists="",
)


def _status(backend: Any, given: Record) -> Record:
    # Unlike the packs themselves, the status of a deleted one is not an error.
    wanted = given.get("ConformancePackNames")
    packs = _PACK.records(backend)
    chosen = [pack for pack in packs if not wanted or pack["ConformancePackName"] in wanted]
    return {"ConformancePackStatusDetails": chosen}


STAND_IN = stand_in(
    name="Config conformance packs",
    gap="moto has no conformance packs",
    service="config",
    handlers={
        **operations(_PACK),
        **tagging(_PACK),
        "DescribeConformancePackStatus": _status,
    },
)
