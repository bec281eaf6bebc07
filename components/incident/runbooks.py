"""Runbooks as Automation documents of AWS Systems Manager.

Their texts are data, ``runbook_texts/<kind>.yaml``, versioned with the code. Each document starts
with the acknowledgement and ends with the notification of customers and the closing, which are
the same for all.
Source: AWS Systems Manager user guide and Automation actions reference: schema 0.3, ``aws:pause``,
``aws:approve`` (default and longest timeout), ``aws:executeAwsApi``, system variables.
"""

import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.core.files import read_yaml

FOLDER = Path(__file__).with_name("runbook_texts")
LONGEST_HOURS = 720
"""The longest time that Automation waits for an approval or a signal."""
PAUSE_SECONDS = LONGEST_HOURS * 3600

_ACKNOWLEDGE = (
    "Run `baseline incident acknowledge {{ IncidentId }}`, so that the incident is not escalated. "
    "Say in the incident's channel that you lead. Read the record: `baseline incident show "
    "{{ IncidentId }}` has the finding whole."
)
_SCOPE = (
    "Write down which tenants and which data are concerned, from when to when. If that cannot be "
    "ruled out, it counts as concerned."
)
_CLOSE = (
    "Write down the cause, what was done and what will be changed, each with an owner. Then run "
    "`baseline incident close {{ IncidentId }} --note '...'`."
)


@dataclass(frozen=True)
class Runbook:
    """The runbook of a kind of incident.

    Attributes:
        kind: the kind of incident.
        title: its subject, in one sentence.
        steps: name and text of each step, in order.
    """

    kind: str
    title: str
    steps: tuple[tuple[str, str], ...]


def load(kind: str) -> Runbook:
    """Load the runbook of a kind."""
    content = read_yaml(FOLDER / f"{kind}.yaml")
    steps = tuple((step["name"], " ".join(step["text"].split())) for step in content["steps"])
    return Runbook(kind, content["title"], steps)


def document_of(runbook: Runbook, table: str, deadline_hours: int) -> dict[str, Any]:
    """Build the Automation document of a runbook."""
    own = [_pause(name, text) for name, text in runbook.steps]
    return {
        "schemaVersion": "0.3",
        "description": runbook.title,
        "assumeRole": "{{ AutomationAssumeRole }}",
        "parameters": {
            "IncidentId": {"type": "String", "description": "Id of the incident, from the message"},
            "Approvers": {
                "type": "StringList",
                "description": "ARNs of the people responsible for notifying customers",
            },
            "AutomationAssumeRole": {
                "type": "String",
                "description": "Role to use instead of your own permissions",
                "default": "",
            },
        },
        "mainSteps": [
            _pause("acknowledge", _ACKNOWLEDGE),
            *own,
            _pause("scope", _SCOPE),
            _inform(deadline_hours),
            _note(table),
            {**_pause("close", _CLOSE), "isEnd": True},
        ],
    }


def make_runbooks(
    host: BaselineComponent, kinds: list[str], table: str, deadline_hours: int
) -> dict[str, aws.ssm.Document]:
    """Create one document per kind."""
    made = {}
    for kind in kinds:
        content = document_of(load(kind), table, deadline_hours)
        made[kind] = aws.ssm.Document(
            f"{host.name}-runbook-{kind}",
            name=host.physical_name(f"incident-{kind}"),
            document_type="Automation",
            document_format="JSON",
            content=json.dumps(content, indent=1),
            tags=host.tags,
            opts=host.child(delete_before_replace=True),
        )
    return made


def _pause(name: str, text: str) -> dict[str, Any]:
    return {
        "name": name,
        "action": "aws:pause",
        "description": text,
        "timeoutSeconds": PAUSE_SECONDS,
        "inputs": {},
    }


def _inform(deadline_hours: int) -> dict[str, Any]:
    text = (
        f"Notify affected customers within {deadline_hours} hours, as contracts and the law "
        "require. Approve once they were notified, or once it is certain that none is affected; "
        "write in the "
        "comment who was notified, when and how, or why nobody had to be."
    )
    return {
        "name": "informCustomers",
        "action": "aws:approve",
        "description": text,
        # After the deadline the step and the run fail, which records the missed deadline.
        "timeoutSeconds": deadline_hours * 3600,
        "onFailure": "Abort",
        "inputs": {
            "Message": text,
            "MinRequiredApprovals": 1,
            "Approvers": "{{ Approvers }}",
        },
    }


def _note(table: str) -> dict[str, Any]:
    return {
        "name": "recordCustomers",
        "action": "aws:executeAwsApi",
        "description": "Writes into the incident's record when customers were taken care of",
        "inputs": {
            "Service": "dynamodb",
            "Api": "UpdateItem",
            "TableName": table,
            "Key": {"id": {"S": "{{ IncidentId }}"}},
            "ConditionExpression": "attribute_exists(id)",
            "UpdateExpression": "SET customers_informed = :at, customers_run = :run",
            "ExpressionAttributeValues": {
                ":at": {"S": "{{ global:DATE_TIME }}"},
                ":run": {"S": "{{ automation:EXECUTION_ID }}"},
            },
        },
    }
