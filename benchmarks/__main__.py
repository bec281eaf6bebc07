"""The command of ``make bench``: a table, ``build/bench.json``, exit code 1 if a ratio fails."""

import json
import sys
import tempfile
from dataclasses import asdict
from pathlib import Path

from rich.console import Console
from rich.table import Table

from benchmarks import packs
from benchmarks.awsguard_pack import awsguard
from benchmarks.measure import SLOW_RUNS, Cost, Row, compared, rows_of, whole
from soc2_baseline import policy_pack
from soc2_baseline.baseline.preview.project import load

ROOT = Path(__file__).parents[1]
EMPTY = packs.Pack(Path(__file__).parent / "empty_pack")
PACK = packs.Pack(policy_pack.FOLDER)
BUILD = ROOT / "build"
REPORT = BUILD / "bench.json"
RESOURCES = 300
MANY = 3000
"""Resources of a large estate; one resource may cost at most a tenth more than in a usual one."""


def preview_rows() -> list[Row]:
    """Compare the offline preview with the bare program plus the start of an empty pack."""
    config = json.dumps(dict(load(ROOT, {}).config))
    bare = [sys.executable, "-m", "benchmarks.bare_mocks", str(ROOT), config]
    with tempfile.TemporaryDirectory() as folder:
        report = ["--format", "json", "--output", f"{folder}/preview.json"]
        ours = [str(Path(sys.executable).with_name("baseline")), "preview", str(ROOT), *report]

        def without_us() -> Cost:
            return whole(bare, ROOT) + packs.run(EMPTY, None)

        name = "offline preview / program under mocks + empty pack"
        return compared(name, 1.5, lambda: whole(ours, ROOT), without_us)


def pack_rows(requests: packs.Load) -> list[Row]:
    """Compare our pack with a pack of one empty rule of each kind."""
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


def growth_rows(few: packs.Load, many: packs.Load) -> list[Row]:
    """Compare the cost of a resource in a large estate with that in a usual one."""
    runs = [(_spent(PACK, many, MANY), _spent(PACK, few, RESOURCES)) for _ in range(SLOW_RUNS)]
    return rows_of(
        f"a resource among {MANY} / among {RESOURCES}",
        1.1,
        [many_cost for many_cost, _ in runs],
        [few_cost for _, few_cost in runs],
        unit="ms",
    )


def _spent(pack: packs.Pack, requests: packs.Load, count: int) -> Cost:
    """Measure the milliseconds per resource, without the start."""
    whole_run, start = packs.run(pack, requests), packs.run(pack, None)
    return Cost(
        (whole_run.wall_seconds - start.wall_seconds) / count * 1000,
        (whole_run.cpu_seconds - start.cpu_seconds) / count * 1000,
        whole_run.peak_mib,
    )


def awsguard_rows(requests: packs.Load) -> list[Row]:
    """Compare our pack with AWS Guard; skip it without Node."""
    theirs = awsguard(BUILD)
    if theirs is None:
        return []
    return [
        row
        for what, sent in (("start", None), (f"{RESOURCES} resources", requests))
        for row in compared(
            f"{what} / AWS Guard of npm",
            None,
            lambda: packs.run(PACK, sent),  # noqa: B023 called at once
            lambda: packs.run(theirs, sent),  # noqa: B023
        )
    ]


def main() -> int:
    """Run all benchmarks; return 0 if all ratios hold."""
    console = Console()
    with Console(stderr=True).status("Measuring, about five minutes …") as status:
        rows = preview_rows()
        status.update(f"Making loads of {RESOURCES} and {MANY} resources …")
        few, many = packs.Load(ROOT, RESOURCES), packs.Load(ROOT, MANY)
        status.update("Measuring the pack …")
        rows += pack_rows(few) + growth_rows(few, many) + awsguard_rows(few)
    REPORT.parent.mkdir(exist_ok=True)
    REPORT.write_text(json.dumps([asdict(row) for row in rows], indent=2) + "\n", encoding="utf-8")
    table = Table(title="Ratios of medians", title_justify="left")
    for column in ("what", "ratio", "limit", "holds", "note"):
        table.add_column(column)
    for row in rows:
        holds = "yes" if row.holds else "NO"
        table.add_row(
            row.name, f"{row.ratio:.2f}", f"{row.limit:.1f}" if row.limit else "-", holds, row.note
        )
    console.print(table)
    return 0 if all(row.holds for row in rows) else 1


if __name__ == "__main__":
    sys.exit(main())
