"""Resource policy of an organization."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in, store
from soc2_baseline.baseline.sandbox.models import Record

_KEPT = "resource_policy"


def _put(backend: Any, given: Record) -> Record:
    organization = backend.describe_organization()["Organization"]
    kept = store(backend, _KEPT)
    name = f"{organization['Id']}/rp-sandbox"
    place = f"arn:{backend.partition}:organizations::{organization['MasterAccountId']}"
    kept["ResourcePolicySummary"] = {"Id": "rp-sandbox", "Arn": f"{place}:resourcepolicy/{name}"}
    kept["Content"] = given["Content"]
    kept.setdefault("Tags", given.get("Tags", []))
    return {"ResourcePolicy": kept}


def _describe(backend: Any, _given: Record) -> Record:
    kept = store(backend, _KEPT)
    if not kept:
        raise Refused("ResourcePolicyNotFoundException", "the organization has no resource policy")
    return {"ResourcePolicy": kept}


def _delete(backend: Any, given: Record) -> Record:
    _describe(backend, given)
    store(backend, _KEPT).clear()
    return {}


def _tags(backend: Any, given: Record) -> Record | None:
    kept = store(backend, _KEPT)
    return {"Tags": kept["Tags"]} if kept and given["ResourceId"] == "rp-sandbox" else None


STAND_IN = stand_in(
    name="organization resource policy",
    gap="moto has no resource policy of an organization",
    service="organizations",
    handlers={
        "PutResourcePolicy": _put,
        "DescribeResourcePolicy": _describe,
        "DeleteResourcePolicy": _delete,
        "ListTagsForResource": _tags,
    },
)
