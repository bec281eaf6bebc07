"""The snapshot of a legacy estate: untouched resources only warn, until a deadline.

The file is written by ``baseline ratchet`` from exported state. It keeps no value, only a digest
of each input; inputs with secrets are kept by name alone, since an export holds them encrypted.
A resource that is new, or has one input that differs or is not known yet, is judged in full.
"""

import datetime
import hashlib
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.policy_pack.kit import Resource, contains_secret, contains_unknown

SCHEMA = "baseline/ratchet/v1"
LONGEST_DAYS = 365


@dataclass(frozen=True)
class Ratchet:
    """Digests of a legacy estate, and the deadline until which it may stay as it is."""

    until: datetime.date
    reason: str
    owner: str
    resources: Mapping[str, Mapping[str, str | None]]

    def spares(self, resource: Resource, today: datetime.date) -> bool:
        """Return whether a resource is as it was, and the deadline has not passed."""
        before = self.resources.get(resource.urn)
        return before is not None and today <= self.until and _same(before, resource.props)

    def about(self) -> str:
        """Describe the resources that it covers, for people."""
        return (
            f"{len(self.resources)} legacy resources only warn until {self.until.isoformat()} "
            f"while unchanged ({self.owner}: {self.reason})"
        )

    def as_json(self) -> dict[str, Any]:
        """Return the documented format."""
        return {
            "schema": SCHEMA,
            "until": self.until.isoformat(),
            "reason": self.reason,
            "owner": self.owner,
            "resources": {urn: dict(self.resources[urn]) for urn in sorted(self.resources)},
        }


def taken(resources: Iterable[Resource], until: datetime.date, reason: str, owner: str) -> Ratchet:
    """Take the snapshot of an estate as it is now."""
    return Ratchet(until, reason, owner, {r.urn: fingerprint(r.props) for r in resources})


def fingerprint(props: Mapping[str, Any]) -> dict[str, str | None]:
    """Compute a digest of each input; None for what is secret or unknown."""
    return {
        name: None if contains_unknown(value) or contains_secret(value) else _digest(value)
        for name, value in sorted(props.items())
        if name != "__defaults"
    }


def load(file: Path) -> Ratchet:
    """Read a ratchet.

    Raises:
        ConfigError: the file is missing, not JSON, or not of this format.
    """
    try:
        tree = json.loads(file.read_text(encoding="utf-8"))
        if tree["schema"] != SCHEMA:
            raise ValueError(tree["schema"])
        until = datetime.date.fromisoformat(tree["until"])
        return Ratchet(until, tree["reason"], tree["owner"], tree["resources"])
    except (OSError, ValueError, KeyError, TypeError) as error:
        raise ConfigError(
            f"{file}: is not a ratchet ({type(error).__name__}); accepted is a file that "
            "`baseline ratchet` wrote"
        ) from error


def _same(before: Mapping[str, str | None], props: Mapping[str, Any]) -> bool:
    now = fingerprint(props)
    return before.keys() == now.keys() and all(
        was is None or was == now[name] for name, was in before.items()
    )


def _digest(value: Any) -> str:
    text = json.dumps(value, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()
