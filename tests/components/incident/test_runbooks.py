"""Runbooks: one for each kind, whole, with the customers in it."""

import re

import pytest

from soc2_baseline.components.incident.kinds import kinds
from soc2_baseline.components.incident.runbooks import FOLDER, document_of, load

KINDS = [kind.id for kind in kinds(["break-glass"])]


def test_each_kind_has_one_and_each_one_a_kind() -> None:
    assert sorted(KINDS) == sorted(file.stem for file in FOLDER.glob("*.yaml"))


@pytest.mark.parametrize("kind", KINDS)
def test_document(kind: str) -> None:
    runbook = load(kind)
    document = document_of(runbook, "shared-incidents", 48)
    steps = document["mainSteps"]
    names = [step["name"] for step in steps]
    assert names[0] == "acknowledge"
    assert names[-4:] == ["scope", "informCustomers", "recordCustomers", "close"]
    assert names[1:-4] == [name for name, _ in runbook.steps]
    assert len(names) == len(set(names))
    assert document["schemaVersion"] == "0.3"
    for step in steps:
        assert re.fullmatch(r"[a-zA-Z0-9_]{3,128}", step["name"])
        assert step["description"]
        if step["action"] == "aws:pause":
            assert step["inputs"] == {}
    assert [step["name"] for step in steps if step.get("isEnd")] == ["close"]
    parameters = set(re.findall(r"\{\{ (\w+) \}\}", str(document)))
    assert parameters == set(document["parameters"])


def test_customers_are_told_within_the_deadline_and_it_is_recorded() -> None:
    steps = {
        step["name"]: step for step in document_of(load("guardduty"), "records", 48)["mainSteps"]
    }
    inform = steps["informCustomers"]
    assert inform["action"] == "aws:approve"
    assert inform["timeoutSeconds"] == 48 * 3600
    assert inform["onFailure"] == "Abort"
    assert "within 48 hours" in inform["inputs"]["Message"]
    record = steps["recordCustomers"]["inputs"]
    assert (record["Service"], record["Api"], record["TableName"]) == (
        "dynamodb",
        "UpdateItem",
        "records",
    )
    assert record["Key"] == {"id": {"S": "{{ IncidentId }}"}}
    assert record["ConditionExpression"] == "attribute_exists(id)"
