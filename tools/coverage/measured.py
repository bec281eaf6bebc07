"""Results of measurements, in a file so that reports need no engine."""

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from pathlib import Path

FILE = Path(__file__).with_name("measured.json")
MOTO = "moto"


@dataclass(frozen=True)
class Measured:
    """The creation of one type of resource.

    Attributes:
        operation: the call that made it, ``service:Operation``; empty if it failed.
        answered_by: moto, or the name of a stand-in; empty if it failed.
        helped_by: stand-ins that answered other calls for it, or changed how moto did.
        failure: why it failed, as the engine said.
    """

    operation: str = ""
    answered_by: str = ""
    helped_by: tuple[str, ...] = ()
    failure: str = ""


def load(file: Path = FILE) -> dict[str, Measured]:
    """Return the measurement of each type."""
    content = json.loads(file.read_text(encoding="utf-8")) if file.is_file() else {}
    return {
        token: Measured(**{**found, "helped_by": tuple(found["helped_by"])})
        for token, found in content.items()
    }


def save(found: Mapping[str, Measured], file: Path = FILE) -> None:
    """Write the measurements, sorted by type."""
    content = {token: asdict(found[token]) for token in sorted(found)}
    file.write_text(json.dumps(content, indent=1) + "\n", encoding="utf-8")
