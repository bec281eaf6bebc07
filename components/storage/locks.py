"""Locks that keep data from being deleted: governance by default, compliance when acknowledged."""

from dataclasses import dataclass
from enum import StrEnum


class LockMode(StrEnum):
    """Modes of a lock: one that a permission can undo, and one that nobody can."""

    GOVERNANCE = "GOVERNANCE"
    COMPLIANCE = "COMPLIANCE"


@dataclass(frozen=True, slots=True)
class ObjectLock:
    """The default retention of a bucket's objects."""

    days: int
    mode: LockMode = LockMode.GOVERNANCE


def lock_mode(compliance_mode: bool) -> LockMode:
    """Return the mode that an argument asks for."""
    return LockMode.COMPLIANCE if compliance_mode else LockMode.GOVERNANCE


def compliance_problems(
    place: str, physical_name: str, *, wanted: bool, acknowledged: str | None
) -> list[str]:
    """Check that compliance mode, which nobody can undo, comes with the name of what it locks."""
    if wanted and acknowledged != physical_name:
        return [
            f"{place}: compliance_mode cannot be undone by anyone; accepted is"
            f" compliance_acknowledged={physical_name!r} beside it, not {acknowledged!r}"
        ]
    if acknowledged is not None and not wanted:
        return [f"{place}: compliance_acknowledged without compliance_mode=True; give both or none"]
    return []
