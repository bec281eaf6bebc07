"""The drill, with a clock and records of its own."""

import re
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.incident.drill import (
    SCHEMA,
    Clock,
    Drill,
    Limits,
    Outcome,
    finding,
    run,
)
from soc2_baseline.baseline.incident.records import Incident

SENT = "2026-11-24T03:00:00.000+00:00"


def at(second: float) -> str:
    return f"2026-11-24T03:00:{second:06.3f}+00:00"


@dataclass
class Stage:
    """What happens in a drill, and when; it is clock, records and receiver at once."""

    recorded_at: float | None = 1.0
    received_at: float | None = None
    escalates_after: float | None = 2.0
    time: float = 0.0
    acknowledged: str = ""
    taken_at: float | None = None
    closed: str = ""
    said: list[str] = field(default_factory=list)

    @property
    def clock(self) -> Clock:
        return Clock(lambda: self.time, self.sleep, poll_seconds=0.5)

    def sleep(self, seconds: float) -> None:
        self.time += seconds

    def about(self, word: str) -> Incident | None:
        if self.recorded_at is None or self.time < self.recorded_at:
            return None
        return self.get("incident-1")

    def get(self, incident_id: str) -> Incident:
        assert self.recorded_at is not None
        if self.taken_at is not None and self.time >= self.taken_at:
            self.acknowledged = "dev"
        escalated = ""
        if self.escalates_after is not None and not self.acknowledged:
            moment = self.recorded_at + self.escalates_after
            escalated = at(moment) if self.time >= moment else ""
        texts = dict.fromkeys(("kind", "severity", "runbook", "source", "account", "event"), "x")
        return Incident(
            id=incident_id,
            region="eu-central-1",
            detected=SENT,
            recorded=at(self.recorded_at),
            escalated=escalated,
            acknowledged=at(self.taken_at or 0) if self.acknowledged else "",
            acknowledged_by=self.acknowledged,
            **texts,
        )

    def acknowledge(self, incident_id: str, person: str) -> None:
        self.acknowledged = person

    def close(self, incident_id: str, person: str, note: str) -> None:
        self.closed = note

    def arrived(self, word: str) -> str | None:
        if self.received_at is None or self.time < self.received_at:
            return None
        return at(self.received_at)


def drilled(stage: Stage, **changed: Any) -> Drill:
    drill = Drill("drill-1", "critical", "", Limits(5, 10), SENT)
    records: Any = stage
    return run(records, stage, replace(drill, **changed), stage.said.append, stage.clock)


def test_in_time() -> None:
    stage = Stage()
    ended = drilled(stage)
    assert (ended.outcome, ended.exit_code) == (Outcome.IN_TIME, 0)
    assert ended.seconds == {
        "detect": 1.0,
        "notify": None,
        "acknowledge": None,
        "escalate": 2.0,
    }
    assert ended.incident == "incident-1"
    assert stage.closed == "drill drill-1: in time"
    assert stage.acknowledged == ""


def test_waits_for_the_subscriber() -> None:
    ended = drilled(Stage(received_at=3.0), awaited=True)
    assert ended.seconds["notify"] == 3.0
    assert ended.outcome is Outcome.IN_TIME


def test_a_subscriber_that_is_not_reached() -> None:
    stage = Stage()
    ended = drilled(stage, awaited=True)
    assert (ended.outcome, ended.exit_code) == (Outcome.NOT_ARRIVED, 1)
    assert ended.recorded
    assert stage.closed == "drill drill-1: not arrived"


def test_never_recorded() -> None:
    stage = Stage(recorded_at=None)
    ended = drilled(stage)
    assert (ended.outcome, ended.exit_code) == (Outcome.NOT_ARRIVED, 1)
    assert stage.time >= 5
    assert stage.closed == ""


def test_recorded_late() -> None:
    ended = drilled(Stage(recorded_at=5.2), limits=Limits(5, 10))
    assert (ended.outcome, ended.exit_code) == (Outcome.NOT_ARRIVED, 1)
    # What is there at the last look counts as arrived, but late.
    stage = Stage(recorded_at=4.0)
    records: Any = stage
    late = Drill("drill-1", "critical", "", Limits(3.9, 10), SENT)
    clock = Clock(lambda: stage.time, lambda seconds: stage.sleep(4.1), poll_seconds=1)
    ended = run(records, stage, late, stage.said.append, clock)
    assert (ended.outcome, ended.exit_code) == (Outcome.LATE, 1)


def test_not_escalated() -> None:
    ended = drilled(Stage(escalates_after=None))
    assert (ended.outcome, ended.exit_code) == (Outcome.NOT_ESCALATED, 1)


def test_without_escalation_the_drill_takes_itself() -> None:
    stage = Stage()
    ended = drilled(stage, limits=Limits(5, None))
    assert stage.acknowledged == "drill"
    assert ended.outcome is Outcome.IN_TIME
    assert ended.seconds["escalate"] is None
    assert ended.acknowledged is None


def test_a_person_who_takes_it_ends_it() -> None:
    stage = Stage(escalates_after=8.0, taken_at=3.0)
    ended = drilled(stage)
    assert (ended.outcome, ended.exit_code) == (Outcome.IN_TIME, 0)
    assert ended.seconds["acknowledge"] == 2.0
    assert ended.escalated is None
    assert stage.time < 5


def test_progress_is_told() -> None:
    stage = Stage()
    drilled(stage)
    assert stage.said[0] == "waiting for the record, 5 s left"
    assert "recorded as incident incident-1" in stage.said
    assert stage.said[-1].startswith("waiting for the escalation, ")


def test_document() -> None:
    told = drilled(Stage(received_at=0.5), awaited=True).document()
    assert told["schema"] == "baseline/incident-drill/v1"
    assert told["outcome"] == "in time"
    assert told["limits"] == {"detect": 5, "escalate": 10}
    assert told["seconds"]["notify"] == 0.5
    assert "awaited" not in told


@pytest.mark.parametrize(("severity", "least"), [("critical", 9), ("high", 7)])
def test_finding_is_marked_and_graded(severity: str, least: float) -> None:
    made = finding("drill-1", severity)
    assert made["severity"] >= least
    assert made["title"].startswith("DRILL: ")
    assert "drill-1" in made["title"]
    assert made["drill"] is True


def test_format_is_documented() -> None:
    page = (Path(__file__).parents[3] / "docs" / "incident-response.md").read_text()
    section = page.partition(f"`{SCHEMA}`\n")[2].partition("\n### ")[0]
    fields = re.findall(r"^\| `(\w+)` \|", section, re.MULTILINE)
    told = drilled(Stage()).document()
    assert fields == list(told)
    assert all(f"`{part}`" in section for part in told["seconds"])
    assert all(f"`{outcome}`" in section for outcome in Outcome)
