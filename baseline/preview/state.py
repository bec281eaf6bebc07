"""Exported state (``pulumi stack export``) as the registrations that made it.

Rules judge inputs, here as in a preview; outputs only give the names by which resources know
each other. What the export holds encrypted stays unknown.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from google.protobuf.struct_pb2 import Struct
from pulumi.runtime import rpc

from soc2_baseline.baseline.preview.monitor import Registration
from soc2_baseline.core.errors import Unreadable

_SIGNATURE = rpc._special_sig_key
_SECRET = rpc._special_secret_sig
_DEFAULTS = "__defaults"
FORMAT_VERSIONS = (3, 4)


@dataclass(frozen=True)
class Exported:
    """The resources of a stack, in the order of its state."""

    project: str
    stack: str
    resources: tuple[Registration, ...]


def read(file: Path) -> Exported:
    """Return an exported stack.

    Resources that are about to be deleted, or that another owner made (``external``), are left out.

    Raises:
        Unreadable: the file is missing, not JSON, or not an export of a known version.
    """
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
    except (OSError, UnicodeDecodeError, ValueError, RecursionError) as error:
        raise Unreadable(f"{file}: cannot be read as JSON: {error}") from error
    version = tree.get("version") if isinstance(tree, dict) else None
    deployment = tree.get("deployment") if isinstance(tree, dict) else None
    if version not in FORMAT_VERSIONS or not isinstance(deployment, dict):
        raise Unreadable(
            f"{file}: is not an exported state (version {version!r}); accepted is what "
            f"`pulumi stack export` writes, version {' or '.join(map(str, FORMAT_VERSIONS))}"
        )
    try:
        resources = tuple(_registrations(deployment.get("resources") or []))
    except (KeyError, IndexError, TypeError, AttributeError, ValueError) as error:
        raise Unreadable(f"{file}: a resource is not as Pulumi writes it: {error!r}") from error
    if not resources:
        raise Unreadable(f"{file}: the exported stack has no resources")
    stack, project = resources[0].urn.removeprefix("urn:pulumi:").split("::")[:2]
    return Exported(project, stack, resources)


def _registrations(resources: list[Any]) -> Iterator[Registration]:
    for tree in resources:
        if tree.get("delete") or tree.get("external"):
            continue
        urn, provider = tree["urn"], tree.get("provider") or ""
        yield Registration(
            urn=urn,
            type=tree["type"],
            name=urn.split("::", 3)[3],
            parent=tree.get("parent"),
            custom=bool(tree.get("custom")),
            inputs=_struct(tree.get("inputs")),
            provider=provider.rpartition("::")[0] or None,
            protect=bool(tree.get("protect")),
            dependencies=tuple(tree.get("dependencies") or ()),
            property_dependencies={
                prop: tuple(urns or ())
                for prop, urns in (tree.get("propertyDependencies") or {}).items()
            },
            outputs=_struct({**(tree.get("outputs") or {}), "id": tree.get("id")}),
        )


def _struct(tree: Mapping[str, Any] | None) -> Struct:
    message = Struct()
    message.update({key: _plain(value) for key, value in (tree or {}).items() if key != _DEFAULTS})
    return message


def _plain(value: Any) -> Any:
    """Return a value of the state as it goes over the wire."""
    if isinstance(value, dict):
        if value.get(_SIGNATURE) == _SECRET:
            return _secret(value)
        return {key: _plain(item) for key, item in value.items() if key != _DEFAULTS}
    return [_plain(item) for item in value] if isinstance(value, list) else value


def _secret(value: Mapping[str, Any]) -> dict[str, Any]:
    """Return a marked secret: with the text that ``--show-secrets`` exports, else without."""
    marked: dict[str, Any] = {_SIGNATURE: _SECRET}
    if "plaintext" in value:
        marked["value"] = json.loads(value["plaintext"])
    return marked
