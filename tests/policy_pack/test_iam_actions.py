"""The tables of IAM actions against the copy of AWS's service reference that cfn-lint carries."""

import json
from collections.abc import Iterator
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.policy_pack.rules.iam.actions import (
    CREDENTIAL_READS,
    DATA_READS,
    DECRYPTS,
    ESCALATIONS,
    RESTRICTABLE_WRITES,
)
from soc2_baseline.policy_pack.rules.iam.reviews import PRIVILEGED_ACTIONS
from soc2_baseline.policy_pack.rules.kms.policies import ADMINISTRATION, USE
from soc2_baseline.policy_pack.rules.organizations.guardrails import TAMPERING

TABLES = (RESTRICTABLE_WRITES, CREDENTIAL_READS, DATA_READS)
LAUNCHES = {action for escalation in ESCALATIONS for action in escalation.with_any}


@cache
def reference() -> dict[str, Any]:
    """Service prefix to actions, each with its resource types."""
    cfnlint = pytest.importorskip("cfnlint")
    file = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json"
    tree: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return tree


def scoped() -> Iterator[str]:
    """Actions that a rule expects to name their resource."""
    for table in TABLES:
        for actions in table.values():
            yield from actions
    yield from (escalation.first for escalation in ESCALATIONS)
    yield from (*DECRYPTS, *ADMINISTRATION, *USE)


def described(action: str) -> Any:
    """What the reference says of an action, or None where it does not exist."""
    service, _, name = action.partition(":")
    return reference().get(service, {}).get("Actions", {}).get(name.lower())


def test_the_actions_exist() -> None:
    named = {*scoped(), *LAUNCHES, *PRIVILEGED_ACTIONS, *TAMPERING}
    assert [action for action in sorted(named) if described(action) is None] == []


def test_the_actions_can_name_their_resources() -> None:
    assert [action for action in scoped() if not described(action).get("Resources")] == []
