"""Runs a function that makes resources and returns everything it registered.

Assertions belong on what comes back, outside of any ``apply``, so none can be skipped.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from soc2_baseline.baseline.preview.invokes import InvokeTable
from soc2_baseline.baseline.preview.monitor import RecordingMonitor, Registration
from soc2_baseline.baseline.preview.program import StackName, run
from soc2_baseline.core.tokens import token
from soc2_baseline.policy_pack.engine.properties import read


@dataclass(frozen=True)
class Recorded:
    """One registered resource with its inputs as plain values (UNKNOWN where unknown)."""

    registration: Registration
    inputs: dict[str, Any]
    outputs: dict[str, Any]

    @property
    def name(self) -> str:
        return self.registration.name

    @property
    def type(self) -> str:
        return self.registration.type

    @property
    def urn(self) -> str:
        return self.registration.urn

    @property
    def protect(self) -> bool:
        return self.registration.protect

    @property
    def parent(self) -> str | None:
        return self.registration.parent

    @property
    def provider(self) -> str | None:
        return self.registration.provider


class Recording:
    """All registrations of one run, in order."""

    def __init__(self, monitor: RecordingMonitor) -> None:
        self.all = [
            Recorded(r, read(r.inputs), read(r.outputs) if r.outputs else {})
            for r in monitor.registrations.values()
        ]

    def __iter__(self) -> Iterator[Recorded]:
        return iter(self.all)

    def of(self, short: str) -> list[Recorded]:
        """Resources of a type such as ``s3.Bucket``."""
        return [r for r in self.all if r.type == token(short)]

    def one(self, short: str, name: str | None = None) -> Recorded:
        """The only resource of a type (and name)."""
        found = [r for r in self.of(short) if name in (None, r.name)]
        assert len(found) == 1, f"{len(found)} of {short}: {[r.name for r in found]}"
        return found[0]


def record(make: Callable[[], Any], *, preview: bool = False) -> Recording:
    """Run ``make``; by default as an update, so that ids and ARNs have values."""
    monitor = RecordingMonitor(InvokeTable(), known=not preview)
    run(make, monitor, StackName("baseline", "test"), {}, preview=preview)
    return Recording(monitor)
