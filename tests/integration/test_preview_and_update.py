"""What a preview knows it stops, and what it cannot know is stopped by the update."""

from collections.abc import Callable
from pathlib import Path

import pytest

from soc2_baseline.core.verdicts import parse
from soc2_baseline.core.vocabulary import Verdict
from tests.support.engine import Engine, requires_engine

PROGRAM = Path(__file__).parent / "programs" / "late_values"
RULES = {
    "kms-rotation": "key",
    "kms-policy-no-wildcard": "open",
    "sg-no-public-admin-ports": "ssh",
    "log-group-retention": "logs",
    "iam-trust-restricted": "role",
    "iam-no-admin-star": "admin",
    "s3-block-public-access": "open",
    "dynamodb-pitr": "table",
}
pytestmark = [requires_engine, pytest.mark.integration]


def verdicts(stack: Engine) -> dict[str, set[Verdict]]:
    """By rule, for those that the slips are about."""
    found: dict[str, set[Verdict]] = {}
    for event in stack.verdicts():
        name, urn = event["policyName"], event.get("resourceUrn", "")
        if urn.rpartition("::")[2] == RULES.get(name):
            message = event["message"].strip().splitlines()[-1]
            found.setdefault(name, set()).add(parse(message).verdict)
    return found


def test_a_known_slip_is_stopped_at_preview(engine: Callable[..., Engine]) -> None:
    stack = engine(PROGRAM, policy_pack=True)
    stack.preview(fails=True)
    found = verdicts(stack)
    assert [name for name in RULES if Verdict.VIOLATION not in found.get(name, set())] == []


def test_a_late_slip_is_told_at_preview(engine: Callable[..., Engine]) -> None:
    stack = engine(PROGRAM, policy_pack=True, config={"late:late": "true"})
    stack.preview(fails=True)  # other rules have more to say about such plain resources
    found = verdicts(stack)
    assert found == {name: {Verdict.UNDETERMINED} for name in RULES}


@pytest.mark.parametrize("rule", RULES)
def test_a_late_slip_is_stopped_at_update(engine: Callable[..., Engine], rule: str) -> None:
    stack = engine(PROGRAM, policy_pack=True, config={"late:late": "true", "late:only": rule})
    printed = stack.up(fails=True)
    assert verdicts(stack)[rule] == {Verdict.VIOLATION}, printed
    made = {r["urn"].rpartition("::")[2] for r in stack.export() if r["type"].startswith("aws:")}
    assert "marker" in made
    assert RULES[rule] not in {
        r["urn"].rpartition("::")[2]
        for r in stack.export()
        if r["type"].startswith("aws:") and r["type"] != "aws:s3/bucket:Bucket"
    }
