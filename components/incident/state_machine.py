"""Escalation workflow: record, wait, check for acknowledgement, otherwise notify managers.

Source: AWS Step Functions developer guide: states (Task, Wait, Choice), error handling, optimized
integrations of Amazon DynamoDB and Amazon SNS, the context object, intrinsic functions.
"""

import json
from typing import Any

RETRIES = [
    {
        "ErrorEquals": ["States.ALL"],
        "IntervalSeconds": 2,
        "MaxAttempts": 5,
        "BackoffRate": 2,
    }
]
DUPLICATE = "DynamoDB.ConditionalCheckFailedException"
NOW = "$$.State.EnteredTime"


def definition(table: str, manager_topic_arn: str, partition: str) -> str:
    """Build the state machine in Amazon States Language; all its values are known at preview."""
    states = {
        "Record": _record(table, partition),
        "Wait": {"Type": "Wait", "SecondsPath": "$.wait", "Next": "Look"},
        "Look": _look(table, partition),
        "WasTaken": {
            "Type": "Choice",
            "Choices": [
                {"Variable": "$.record.Item.acknowledged", "IsPresent": True, "Next": "Taken"}
            ],
            "Default": "Escalate",
        },
        "Escalate": _tell(manager_topic_arn, partition, "Note"),
        "Note": _note(table, partition),
        # Without a record nobody can acknowledge, so it escalates at once.
        "EscalateUnrecorded": _tell(manager_topic_arn, partition, "NotRecorded"),
        "Taken": {"Type": "Succeed"},
        "NotRecorded": {
            "Type": "Fail",
            "Error": "NotRecorded",
            "Cause": "The incident could not be recorded or looked up; the managers were notified",
        },
    }
    return json.dumps({"StartAt": "Record", "States": states}, indent=1)


def _record(table: str, partition: str) -> dict[str, Any]:
    texts = {
        "id": "$.event.id",
        "kind": "$.kind",
        "severity": "$.severity",
        "runbook": "$.runbook",
        "source": "$.event.source",
        "account": "$.event.account",
        "region": "$.event.region",
        "detected": "$.event.time",
        "recorded": NOW,
        "event": "States.JsonToString($.event)",
    }
    return {
        "Type": "Task",
        "Resource": f"arn:{partition}:states:::dynamodb:putItem",
        "Parameters": {
            "TableName": table,
            "Item": {name: {"S.$": path} for name, path in texts.items()},
            "ConditionExpression": "attribute_not_exists(id)",
        },
        "ResultPath": None,
        "Retry": [{"ErrorEquals": [DUPLICATE], "MaxAttempts": 0}, *RETRIES],
        # EventBridge delivers at least once; a duplicate is ignored.
        "Catch": [{"ErrorEquals": [DUPLICATE], "ResultPath": None, "Next": "Taken"}, _go_higher()],
        "Next": "Wait",
    }


def _look(table: str, partition: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:{partition}:states:::dynamodb:getItem",
        "Parameters": {
            "TableName": table,
            "Key": {"id": {"S.$": "$.event.id"}},
            "ConsistentRead": True,
            "ProjectionExpression": "acknowledged",
        },
        "ResultPath": "$.record",
        "Retry": RETRIES,
        "Catch": [_go_higher()],
        "Next": "WasTaken",
    }


def _tell(topic_arn: str, partition: str, after: str) -> dict[str, Any]:
    title = (
        "States.Format('ESCALATED: {} incident of {} in {}', $.severity, $.title, $.event.region)"
    )
    text = "States.Format('Nobody acknowledged incident {} within {} seconds.', $.event.id, $.wait)"
    command = "States.Format('Acknowledge: baseline incident acknowledge {}', $.event.id)"
    runbook = "States.Format('Runbook: AWS Systems Manager document {}', $.runbook)"
    told = {
        "version": "1.0",
        "source": "custom",
        "id.$": "$.event.id",
        "content": {
            "textType": "client-markdown",
            "title.$": title,
            "description.$": text,
            "nextSteps.$": f"States.Array({command}, {runbook})",
            "keywords": ["escalated"],
        },
        "metadata": {"threadId.$": "$.event.id", "summary.$": title},
    }
    return {
        "Type": "Task",
        "Resource": f"arn:{partition}:states:::sns:publish",
        "Parameters": {
            "TopicArn": topic_arn,
            "Message": told,
        },
        "ResultPath": None,
        "Retry": RETRIES,
        "Next": after,
    }


def _note(table: str, partition: str) -> dict[str, Any]:
    return {
        "Type": "Task",
        "Resource": f"arn:{partition}:states:::dynamodb:updateItem",
        "Parameters": {
            "TableName": table,
            "Key": {"id": {"S.$": "$.event.id"}},
            "UpdateExpression": "SET escalated = :now",
            "ExpressionAttributeValues": {":now": {"S.$": NOW}},
        },
        "ResultPath": None,
        "Retry": RETRIES,
        "End": True,
    }


def _go_higher() -> dict[str, Any]:
    return {"ErrorEquals": ["States.ALL"], "ResultPath": None, "Next": "EscalateUnrecorded"}
