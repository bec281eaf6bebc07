"""Measurement of processes: wall seconds, CPU seconds with children, peak memory."""

import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

RUNS = 7
SLOW_RUNS = 5


@dataclass(frozen=True, slots=True)
class Cost:
    """Cost of one run of a process; memory only if it was measured."""

    wall_seconds: float
    cpu_seconds: float
    peak_mib: float | None = None

    def __add__(self, other: "Cost") -> "Cost":
        wall = self.wall_seconds + other.wall_seconds
        return Cost(wall, self.cpu_seconds + other.cpu_seconds)


@dataclass(frozen=True, slots=True)
class Row:
    """One line of ``build/bench.json``."""

    name: str
    ratio: float
    limit: float | None
    holds: bool
    note: str


def environment(**more: str) -> dict[str, str]:
    """Return our environment with bytecode enabled, as in an ordinary installation."""
    kept = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, **more}


def peak_mib(process: subprocess.Popen[str]) -> float:
    """Read the peak memory of a running process; rusage would include that of its parent."""
    status = Path(f"/proc/{process.pid}/status").read_text(encoding="utf-8")
    line = next(line for line in status.splitlines() if line.startswith("VmHWM:"))
    return int(line.split()[1]) / 1024


def finished(
    process: subprocess.Popen[str], started: float, memory_mib: float | None = None
) -> Cost:
    """Wait for a process and return its cost."""
    _, status, usage = os.wait4(process.pid, 0)
    process.returncode = os.waitstatus_to_exitcode(status)
    cpu = usage.ru_utime + usage.ru_stime
    return Cost(time.perf_counter() - started, cpu, memory_mib)


def whole(command: Sequence[str], folder: Path) -> Cost:
    """Run a command to its end; it must succeed."""
    started = time.perf_counter()
    process = subprocess.Popen(
        command,
        cwd=folder,
        env=environment(),
        stdout=subprocess.DEVNULL,
        stderr=sys.stderr,
        text=True,
    )
    cost = finished(process, started)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return cost


def compared(
    name: str, limit: float | None, ours: Callable[[], Cost], other: Callable[[], Cost]
) -> list[Row]:
    """Measure medians of CPU and wall seconds in alternating runs, with the same noise for both.

    The first run of each is not counted: it writes the bytecode for later starts.
    """
    ours(), other()
    pairs = [(ours(), other()) for _ in range(RUNS)]
    return rows_of(name, limit, [a for a, _ in pairs], [b for _, b in pairs])


def rows_of(
    name: str, limit: float | None, mine: Sequence[Cost], theirs: Sequence[Cost], unit: str = "s"
) -> list[Row]:
    """Build the rows of finished runs; without a limit the ratio is informational."""
    peak = ""
    if all(cost.peak_mib for cost in (*mine, *theirs)):
        a, b = _median(mine, "peak_mib"), _median(theirs, "peak_mib")
        peak = f"; peak {a:.0f} MiB against {b:.0f} MiB"
    rows = []
    for clock in ("cpu", "wall"):
        a, b = _median(mine, f"{clock}_seconds"), _median(theirs, f"{clock}_seconds")
        note = f"{a:.2f} {unit} against {b:.2f} {unit}, medians of {len(mine)}{peak}"
        holds = limit is None or a / b <= limit
        rows.append(Row(f"{name}, {clock}", round(a / b, 2), limit, holds, note))
    return rows


def _median(costs: Sequence[Cost], name: str) -> float:
    values: list[float] = [getattr(cost, name) for cost in costs]
    return statistics.median(values)
