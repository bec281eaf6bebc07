"""``make bench``: prints a table, writes ``build/bench.json``, ends with 1 if a ratio fails."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

import policy_pack
from baseline.offline.project import load
from benchmarks import packs
from benchmarks.measure import Cost, Row, compared, whole

ROOT = Path(__file__).parents[1]
EMPTY = Path(__file__).parent / "empty_pack"
PACK = Path(policy_pack.__file__).parent
REPORT = ROOT / "build" / "bench.json"
RESOURCES = 300


def preview_rows() -> list[Row]:
    """The offline preview beside the bare program plus the start of an empty pack."""
    config = json.dumps(dict(load(ROOT, {}).config))
    bare = [sys.executable, "-m", "benchmarks.bare_mocks", str(ROOT), config]
    with tempfile.TemporaryDirectory() as folder:
        report = ["--format", "json", "--output", f"{folder}/preview.json"]
        ours = [str(Path(sys.executable).with_name("baseline")), "preview", str(ROOT), *report]

        def without_us() -> Cost:
            return whole(bare, ROOT) + packs.run(EMPTY, None)

        name = "offline preview / program under mocks + empty pack"
        return compared(name, 1.5, lambda: whole(ours, ROOT), without_us)


def pack_rows() -> list[Row]:
    """Our pack beside one with a rule of each kind that does nothing."""
    requests = packs.Load(load(ROOT, {}), RESOURCES)
    return [
        *compared(
            f"{RESOURCES} resources / empty pack",
            2.0,
            lambda: packs.run(PACK, requests),
            lambda: packs.run(EMPTY, requests),
        ),
        *compared(
            "start to first answer / empty pack",
            1.5,
            lambda: packs.run(PACK, None),
            lambda: packs.run(EMPTY, None),
        ),
    ]


def main() -> int:
    """Measure everything; 0 if all ratios hold."""
    console = Console()
    with Console(stderr=True).status("Measuring, about two minutes …"):
        rows = preview_rows() + pack_rows()
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
    table = Table(title="Ratios of medians", title_justify="left")
    for column in ("what", "ratio", "limit", "holds", "note"):
        table.add_column(column)
    for row in rows:
        holds = "yes" if row.holds else "NO"
        table.add_row(row.name, f"{row.ratio:.2f}", f"{row.limit:.1f}", holds, row.note)
    console.print(table)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
