"""The stacks that are up in a session, read from the state that Pulumi keeps in its folder."""

import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.baseline.sandbox.environment import REGION
from soc2_baseline.baseline.sandbox.session import Session

_PROVIDER = "pulumi:providers:aws"


@dataclass(frozen=True, slots=True)
class StackUp:
    """A stack with resources.

    Attributes:
        name: project and stack, as ``baseline-account/sandbox``.
        region: the region of most of its resources.
        resources: how many it has of a cloud's.
        updated: when it was last changed, in UTC as ISO 8601.
    """

    name: str
    region: str
    resources: int
    updated: str


def stacks_up(session: Session) -> list[StackUp]:
    """Return the stacks that have resources, the one changed last at the end."""
    files = (session.state / ".pulumi" / "stacks").rglob("*.json")
    found = [stack for file in files for stack in _read(file)]
    return sorted(found, key=lambda stack: stack.updated)


def region(session: Session) -> str:
    """Return the region of the stack that was changed last, else the sandbox's own."""
    stacks = stacks_up(session)
    return stacks[-1].region if stacks else REGION


def _read(file: Path) -> Iterator[StackUp]:
    try:
        latest = json.loads(file.read_text(encoding="utf-8"))["checkpoint"]["latest"] or {}
    except (OSError, ValueError, KeyError, TypeError):  # an update may be writing it
        return
    resources = latest.get("resources") or []
    count = sum(
        bool(resource.get("custom")) and not resource["type"].startswith("pulumi:")
        for resource in resources
    )
    if count:
        updated = str(latest.get("manifest", {}).get("time", ""))
        yield StackUp(f"{file.parent.name}/{file.stem}", _region(resources), count, updated)


def _region(resources: list[dict[str, Any]]) -> str:
    """Return the region of the provider that most resources use."""
    regions = {
        resource["urn"]: str((resource.get("inputs") or {}).get("region") or REGION)
        for resource in resources
        if resource["type"] == _PROVIDER
    }
    used = Counter(
        regions[urn]
        for resource in resources
        if (urn := (resource.get("provider") or "").rpartition("::")[0]) in regions
    )
    return used.most_common(1)[0][0] if used else REGION
