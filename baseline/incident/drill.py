"""A drill: a synthetic finding is sent the whole way, and the times it takes are recorded."""

import json
import time
from collections.abc import Callable
from dataclasses import asdict, dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import uuid4

from soc2_baseline.baseline.incident.receiver import Receiver
from soc2_baseline.baseline.incident.records import Incident, Records, client, now, reading
from soc2_baseline.core.errors import Unreadable
from soc2_baseline.core.incident.names import DRILL, SOURCE
from soc2_baseline.core.vocabulary import ExitCode

SCHEMA = "baseline/incident-drill/v1"
ITSELF = "drill"
"""The name under which a drill that no person took is acknowledged and closed."""
SEVERITIES = {"critical": 9.5, "high": 8.0}
"""Of Amazon GuardDuty, whose way a drill takes; lower ones are not recorded, so not timed."""


class Outcome(StrEnum):
    """The outcome of a drill."""

    IN_TIME = "in time"
    LATE = "late"
    NOT_ARRIVED = "not arrived"
    NOT_ESCALATED = "not escalated"


@dataclass(frozen=True)
class Limits:
    """Seconds that a drill may take.

    Attributes:
        detect: from being sent to being recorded, and to arriving at the receiver.
        escalate: from being recorded to reaching the manager; None to take the incident instead.
    """

    detect: float
    escalate: float | None


@dataclass(frozen=True)
class Drill:
    """The course of a drill; times are texts of ISO 8601, None where something did not happen."""

    id: str
    severity: str
    region: str
    limits: Limits
    sent: str
    incident: str | None = None
    recorded: str | None = None
    received: str | None = None
    awaited: bool = False
    acknowledged: str | None = None
    escalated: str | None = None

    @property
    def seconds(self) -> dict[str, float | None]:
        """The seconds that each part took."""
        return {
            "detect": _between(self.sent, self.recorded),
            "notify": _between(self.sent, self.received),
            "acknowledge": _between(self.recorded, self.acknowledged),
            "escalate": _between(self.recorded, self.escalated),
        }

    @property
    def outcome(self) -> Outcome:
        """The outcome; what did not arrive is reported before what was late.

        Where a person took it, nothing is left to escalate.
        """
        took = self.seconds
        if took["detect"] is None or (self.awaited and took["notify"] is None):
            return Outcome.NOT_ARRIVED
        untaken = self.acknowledged is None and took["escalate"] is None
        if self.limits.escalate is not None and untaken:
            return Outcome.NOT_ESCALATED
        limits = {
            "detect": self.limits.detect,
            "notify": self.limits.detect,
            "escalate": self.limits.escalate,
        }
        late = (limit is not None and (took[part] or 0) > limit for part, limit in limits.items())
        return Outcome.LATE if any(late) else Outcome.IN_TIME

    @property
    def exit_code(self) -> int:
        """Of the command."""
        return ExitCode.FINE if self.outcome is Outcome.IN_TIME else ExitCode.FINDINGS

    def document(self) -> dict[str, Any]:
        """Return the drill as JSON."""
        told = asdict(self)
        del told["awaited"]
        return {"schema": SCHEMA, **told, "seconds": self.seconds, "outcome": self.outcome.value}


@dataclass(frozen=True)
class Clock:
    """Time, so that tests need not wait."""

    monotonic: Callable[[], float] = time.monotonic
    sleep: Callable[[float], None] = time.sleep
    poll_seconds: float = 1.0


def finding(drill_id: str, severity: str) -> dict[str, Any]:
    """Return the detail of the event: a GuardDuty finding, marked as a drill everywhere."""
    return {
        "schemaVersion": "2.0",
        "id": drill_id,
        "type": "Drill:IncidentPath/SyntheticFinding",
        "title": f"DRILL: this is an exercise, nothing has happened ({drill_id})",
        "description": "DRILL: sent by `baseline incident drill` to time the incident path.",
        "severity": SEVERITIES[severity],
        "drill": True,
    }


def send(drill_id: str, severity: str, region: str | None) -> str:
    """Put the event on the default bus of a region; the time just before.

    Raises:
        Unreadable: EventBridge did not take it.
    """
    detail = finding(drill_id, severity)
    entry = {"Source": SOURCE, "DetailType": DRILL, "Detail": json.dumps(detail)}
    sent = now()
    with reading("the default event bus"):
        answer = client("events", region).put_events(Entries=[entry])
    if answer["FailedEntryCount"]:
        raise Unreadable(f"the default event bus: {answer['Entries'][0].get('ErrorMessage')}")
    return sent


def run(
    records: Records,
    receiver: Receiver,
    drill: Drill,
    progress: Callable[[str], None],
    clock: Clock | None = None,
) -> Drill:
    """Wait until a drill that was sent arrived, and until it was escalated; then close it."""
    clock = clock or Clock()
    record = _wait(
        clock,
        drill.limits.detect,
        lambda left: _look(records, receiver, drill, progress, left),
    )
    found, received = record or (records.about(drill.id), receiver.arrived(drill.id))
    if found is None:
        return _with(drill, None, received)
    progress(f"recorded as incident {found.id}")
    if drill.limits.escalate is None:
        records.acknowledge(found.id, ITSELF)
    else:
        _wait(
            clock,
            drill.limits.escalate,
            lambda left: _ended(records, found.id, progress, left),
        )
    received = received or receiver.arrived(drill.id)
    ended = _with(drill, records.get(found.id), received)
    records.close(found.id, ITSELF, f"drill {drill.id}: {ended.outcome}")
    return ended


def new(severity: str, region: str | None, limits: Limits, *, awaited: bool) -> Drill:
    """Send a drill."""
    drill_id = f"drill-{uuid4()}"
    sent = send(drill_id, severity, region)
    return Drill(drill_id, severity, region or "", limits, sent, awaited=awaited)


def _with(drill: Drill, found: Incident | None, received: str | None) -> Drill:
    return Drill(
        id=drill.id,
        severity=drill.severity,
        region=found.region if found else drill.region,
        limits=drill.limits,
        sent=drill.sent,
        incident=found.id if found else None,
        recorded=found.recorded if found else None,
        received=received,
        awaited=drill.awaited,
        acknowledged=_taken(found) if found else None,
        escalated=(found.escalated or None) if found else None,
    )


def _look(
    records: Records,
    receiver: Receiver,
    drill: Drill,
    progress: Callable[[str], None],
    left: float,
) -> tuple[Incident | None, str | None] | None:
    found, received = records.about(drill.id), receiver.arrived(drill.id)
    if found and (received or not drill.awaited):
        return found, received
    missing = "the message" if found else "the record"
    progress(f"waiting for {missing}, {left:.0f} s left")
    return None


def _ended(
    records: Records, incident_id: str, progress: Callable[[str], None], left: float
) -> str | None:
    found = records.get(incident_id)
    if not found.escalated and not found.acknowledged:
        progress(f"waiting for the escalation, {left:.0f} s left")
    return found.escalated or found.acknowledged or None


def _taken(found: Incident) -> str | None:
    """Return the time at which a person took it."""
    by_person = found.acknowledged and found.acknowledged_by != ITSELF
    return found.acknowledged if by_person else None


def _wait(clock: Clock, limit: float, look: Callable[[float], Any]) -> Any:
    """Look again and again until there is something, or the time is over."""
    deadline = clock.monotonic() + limit
    while (left := deadline - clock.monotonic()) >= 0:
        found = look(left)
        if found is not None:
            return found
        clock.sleep(min(clock.poll_seconds, max(left, 0.05)))
    return None


def _between(start: str | None, end: str | None) -> float | None:
    if not start or not end:
        return None
    span = datetime.fromisoformat(end) - datetime.fromisoformat(start)
    return round(span.total_seconds(), 3)
