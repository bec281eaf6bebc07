"""Lists that somebody has reviewed; a change of one is a change that a reviewer should see."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "stacks" / "golden"


def golden(name: str, found: list[str], folder: Path = FOLDER) -> None:
    """Compare with a reviewed list; BASELINE_GOLDEN=write updates it, for review."""
    file = folder / name
    if os.environ.get("BASELINE_GOLDEN") == "write":
        file.parent.mkdir(exist_ok=True)
        file.write_text("".join(f"{line}\n" for line in found))
    assert found == file.read_text().splitlines()
