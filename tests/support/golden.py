"""Lists that somebody has reviewed; a change of one is a change that a reviewer should see."""

import os
from pathlib import Path

FOLDER = Path(__file__).parents[1] / "stacks" / "golden"


def golden(name: str, found: list[str]) -> None:
    """Compare with a reviewed list; BASELINE_GOLDEN=write writes it anew, for review."""
    file = FOLDER / name
    if os.environ.get("BASELINE_GOLDEN") == "write":
        file.write_text("".join(f"{line}\n" for line in found))
    assert found == file.read_text().splitlines()
