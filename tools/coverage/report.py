"""The report: the emulator of each type of resource that a stack uses."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from tools.coverage.measured import MOTO, Measured

SCHEMA = "baseline/stand-ins/v1"


class By(StrEnum):
    """The emulator of a type."""

    MOTO = "moto"
    STAND_IN = "stand-in"
    NOBODY = "not at all"


@dataclass(frozen=True)
class Row:
    """One type.

    Attributes:
        token: Pulumi's name of it.
        stacks: the stacks that use it.
        by: its emulator.
        detail: the stand-in's name, or the reason if none creates it.
        operation: the call that creates it, as measured.
        helped_by: stand-ins that respond to other calls for it.
    """

    token: str
    stacks: tuple[str, ...]
    by: By
    detail: str
    operation: str
    helped_by: tuple[str, ...]


@dataclass(frozen=True)
class Report:
    """All types with their totals."""

    rows: tuple[Row, ...]

    def share(self, by: By, rows: Iterable[Row] | None = None) -> float:
        """Return the percentage of the types."""
        chosen = self.rows if rows is None else tuple(rows)
        counted = Counter(row.by for row in chosen)
        return round(100 * counted[by] / len(chosen), 1) if chosen else 0.0

    def of(self, stack: str) -> tuple[Row, ...]:
        """Return the types of one stack."""
        return tuple(row for row in self.rows if stack in row.stacks)

    @property
    def stacks(self) -> tuple[str, ...]:
        """Return the stacks that use any type."""
        return tuple(sorted({stack for row in self.rows for stack in row.stacks}))

    def as_json(self) -> dict[str, Any]:
        """Return the report as JSON."""
        return {
            "schema": SCHEMA,
            "types": len(self.rows),
            "per_cent": {by.value: self.share(by) for by in By},
            "stacks": {
                stack: {by.value: self.share(by, self.of(stack)) for by in By}
                for stack in self.stacks
            },
            "resources": [
                {
                    "type": row.token,
                    "stacks": list(row.stacks),
                    "by": row.by.value,
                    "detail": row.detail,
                    "operation": row.operation,
                    "helped_by": list(row.helped_by),
                }
                for row in self.rows
            ],
        }


def report(
    used: Mapping[str, Iterable[str]],
    measured: Mapping[str, Measured],
    unavailable: Mapping[str, str],
) -> Report:
    """Join the types that stacks use with the measurements and the types that are not offered."""
    stacks: dict[str, list[str]] = {}
    for stack, tokens in used.items():
        for token in tokens:
            stacks.setdefault(token, []).append(stack)
    return Report(
        tuple(
            _row(token, tuple(stacks[token]), measured.get(token), unavailable.get(token))
            for token in sorted(stacks)
        )
    )


def _row(
    token: str, stacks: tuple[str, ...], measured: Measured | None, unavailable: str | None
) -> Row:
    if unavailable:
        return Row(token, stacks, By.NOBODY, f"not offered: {unavailable}", "", ())
    if measured is None:
        detail = "not measured; `python -m tools.coverage --measure` does"
        return Row(token, stacks, By.NOBODY, detail, "", ())
    if measured.failure:
        return Row(token, stacks, By.NOBODY, f"failed: {measured.failure}", "", ())
    by = By.MOTO if measured.answered_by == MOTO else By.STAND_IN
    detail = "" if by is By.MOTO else measured.answered_by
    return Row(token, stacks, by, detail, measured.operation, measured.helped_by)
