"""The state machine, checked by moto's parser of Amazon States Language and by walking it."""

import json
from typing import Any

from moto.stepfunctions.parser.models import StepFunctionsParserBackend

from soc2_baseline.components.incident.state_machine import definition

TOPIC = "arn:aws:sns:eu-central-1:123456789012:shared-incidents-escalated"
TEXT = definition("shared-incidents", TOPIC, "aws")
STATES: dict[str, dict[str, Any]] = json.loads(TEXT)["States"]


def test_is_valid() -> None:
    StepFunctionsParserBackend._validate_definition(TEXT)


def test_every_state_is_reached_and_leads_on() -> None:
    reached = {json.loads(TEXT)["StartAt"]}
    for state in STATES.values():
        nexts = [state.get("Next"), state.get("Default")]
        nexts += [choice["Next"] for choice in state.get("Choices", ())]
        nexts += [catch["Next"] for catch in state.get("Catch", ())]
        reached |= {name for name in nexts if name}
        assert any(nexts) or state.get("End") or state["Type"] in ("Succeed", "Fail")
    assert reached == set(STATES)


def test_what_cannot_be_recorded_goes_higher_at_once() -> None:
    for name in ("Record", "Look"):
        last = STATES[name]["Catch"][-1]
        assert last == {
            "ErrorEquals": ["States.ALL"],
            "ResultPath": None,
            "Next": "EscalateUnrecorded",
        }
    assert STATES["EscalateUnrecorded"]["Parameters"]["TopicArn"] == TOPIC
    assert STATES["EscalateUnrecorded"]["Next"] == "NotRecorded"
    assert STATES["NotRecorded"]["Type"] == "Fail"


def test_a_second_delivery_does_nothing() -> None:
    record = STATES["Record"]
    assert record["Parameters"]["ConditionExpression"] == "attribute_not_exists(id)"
    duplicate = "DynamoDB.ConditionalCheckFailedException"
    assert record["Retry"][0] == {"ErrorEquals": [duplicate], "MaxAttempts": 0}
    assert (record["Catch"][0]["ErrorEquals"], record["Catch"][0]["Next"]) == ([duplicate], "Taken")


def test_manager_is_told_only_if_nobody_took_it() -> None:
    choice = STATES["WasTaken"]
    assert choice["Choices"] == [
        {"Variable": "$.record.Item.acknowledged", "IsPresent": True, "Next": "Taken"}
    ]
    assert choice["Default"] == "Escalate"
    assert STATES["Look"]["Parameters"]["ConsistentRead"] is True


def test_partition_is_that_of_the_account() -> None:
    states = json.loads(definition("t", TOPIC, "aws-us-gov"))["States"]
    resources = {s["Resource"] for s in states.values() if s["Type"] == "Task"}
    assert all(resource.startswith("arn:aws-us-gov:states:::") for resource in resources)
