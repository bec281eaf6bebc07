"""Tags of backup vaults and plans, for URLs with and without a trailing slash."""

from typing import Any
from urllib.parse import unquote

from soc2_baseline.baseline.sandbox.contract import StandIn, add_operations


def _list(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    return {"Tags": backend.list_tags(unquote(given["ResourceArn"]))}


def _tag(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    backend.tag_resource(unquote(given["ResourceArn"]), given["Tags"])
    return {}


def _untag(backend: Any, given: dict[str, Any]) -> dict[str, Any]:
    backend.untag_resource(unquote(given["ResourceArn"]), given["TagKeyList"])
    return {}


_HANDLERS = {"ListTags": _list, "TagResource": _tag, "UntagResource": _untag}

STAND_IN = StandIn(
    name="backup tags",
    gap="moto finds tags of backup vaults and plans only if the URL ends with a slash",
    service="backup",
    operations=tuple(_HANDLERS),
    apply=lambda: add_operations("backup", _HANDLERS),
)
