"""The stacks of a session, read from Pulumi's state."""

import json
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.sandbox.environment import REGION, settings
from soc2_baseline.baseline.sandbox.process import Process
from soc2_baseline.baseline.sandbox.session import Session
from soc2_baseline.baseline.sandbox.stacks import StackUp, region, stacks_up


@pytest.fixture
def session(tmp_path: Path) -> Session:
    return Session(tmp_path, 5000, Process(1, "1"), kept=True)


def provider(name: str, region: str | None) -> dict[str, Any]:
    urn = f"urn:pulumi:sandbox::p::pulumi:providers:aws::{name}"
    inputs = {"region": region} if region else {}
    return {"urn": urn, "type": "pulumi:providers:aws", "custom": True, "inputs": inputs}


def queue(provider_name: str) -> dict[str, Any]:
    reference = f"urn:pulumi:sandbox::p::pulumi:providers:aws::{provider_name}::an-id"
    return {"urn": "q", "type": "aws:sqs/queue:Queue", "custom": True, "provider": reference}


def write(session: Session, project: str, time: str, *resources: dict[str, Any]) -> None:
    folder = session.state / ".pulumi" / "stacks" / project
    folder.mkdir(parents=True)
    latest = {"manifest": {"time": time}, "resources": list(resources)}
    state = {"version": 3, "checkpoint": {"latest": latest}}
    (folder / "sandbox.json").write_text(json.dumps(state))
    (folder / "sandbox.json.bak").write_text(json.dumps(state))


def test_a_session_without_stacks(session: Session) -> None:
    assert stacks_up(session) == []
    assert region(session) == REGION


def test_stacks_with_resources_the_last_changed_at_the_end(session: Session) -> None:
    own = [provider("home", "eu-central-1"), queue("home"), queue("home")]
    other = [provider("away", "eu-west-1"), queue("away")]
    write(session, "new", "2030-01-02T00:00:00Z", *own, *other)
    write(session, "old", "2030-01-01T00:00:00Z", provider("default", None), queue("default"))
    write(session, "gone", "2030-01-03T00:00:00Z")
    write(session, "only-a-provider", "2030-01-03T00:00:00Z", provider("home", "eu-west-1"))
    assert stacks_up(session) == [
        StackUp("old/sandbox", REGION, 1, "2030-01-01T00:00:00Z"),
        StackUp("new/sandbox", "eu-central-1", 3, "2030-01-02T00:00:00Z"),
    ]
    assert region(session) == "eu-central-1"


def test_a_state_that_is_being_written(session: Session) -> None:
    write(session, "half", "2030-01-01T00:00:00Z")
    (session.state / ".pulumi" / "stacks" / "half" / "sandbox.json").write_text('{"vers')
    assert stacks_up(session) == []


def test_the_environment_names_the_region_for_boto3_too(session: Session) -> None:
    made = settings(session.url, session.state, "eu-central-1")
    assert (made["AWS_REGION"], made["AWS_DEFAULT_REGION"]) == ("eu-central-1",) * 2
