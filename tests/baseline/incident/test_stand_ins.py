"""The sandbox's stand-ins for the incident path, spoken to by boto3."""

import json
import time
from typing import Any

import pytest

from soc2_baseline.baseline.sandbox.stand_ins.events_targets import transformed, value_at
from tests.support.moto_server import ACCOUNT, REGION, MotoServer

ROLE = f"arn:aws:iam::{ACCOUNT}:role/any-role"
EVENT = {"id": "1", "time": "t", "detail": {"title": 'a "b"', "list": [{"n": 1}, {"n": 2}]}}


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("$.id", "1"),
        ("$.detail.list[1].n", 2),
        ("$.detail.list[2].n", ""),
        ("$.detail.missing.deep", ""),
        ("$.detail.list", [{"n": 1}, {"n": 2}]),
    ],
)
def test_value_at(path: str, expected: Any) -> None:
    assert value_at(EVENT, path) == expected


def test_transformation() -> None:
    target = {
        "InputTransformer": {
            "InputPathsMap": {"n": "$.detail.list[0].n", "id": "$.id", "gone": "$.gone"},
            "InputTemplate": '{"text": "<id>: <n><gone>", "n": <n>, "e": <aws.events.event.json>}',
        }
    }
    assert json.loads(transformed(target, EVENT)) == {"text": "1: 1", "n": 1, "e": EVENT}
    assert json.loads(transformed({}, EVENT)) == EVENT


class Path:
    """A rule on the default bus with a dead-letter queue."""

    def __init__(self, server: MotoServer) -> None:
        server.reset()
        self.events = server.client("events")
        self.sqs = server.client("sqs")
        self.sns = server.client("sns")
        self.machines = server.client("stepfunctions")
        self.events.put_rule(Name="r", EventPattern=json.dumps({"source": ["me"]}))
        self.lost = self.queue("lost")

    def queue(self, name: str) -> str:
        self.sqs.create_queue(QueueName=name)
        return f"arn:aws:sqs:{REGION}:{ACCOUNT}:{name}"

    def target(self, arn: str, **more: Any) -> None:
        target = {"Id": "t", "Arn": arn, "DeadLetterConfig": {"Arn": self.lost}, **more}
        self.events.put_targets(Rule="r", Targets=[target])

    def send(self, **detail: Any) -> None:
        entry = {"Source": "me", "DetailType": "x", "Detail": json.dumps(detail)}
        assert self.events.put_events(Entries=[entry])["FailedEntryCount"] == 0

    def held(self, name: str) -> list[str]:
        url = self.sqs.get_queue_url(QueueName=name)["QueueUrl"]
        answer = self.sqs.receive_message(QueueUrl=url, MaxNumberOfMessages=10)
        return [message["Body"] for message in answer.get("Messages", [])]


@pytest.fixture
def path(moto_server: MotoServer) -> Path:
    return Path(moto_server)


def test_an_event_reaches_who_subscribed_to_a_topic(path: Path) -> None:
    topic = path.sns.create_topic(Name="t")["TopicArn"]
    path.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=path.queue("people"))
    transformer = {
        "InputPathsMap": {"who": "$.detail.who"},
        "InputTemplate": '{"text": "<who> did it"}',
    }
    path.target(topic, InputTransformer=transformer)
    path.send(who="dev")
    (body,) = path.held("people")
    assert json.loads(json.loads(body)["Message"]) == {"text": "dev did it"}
    assert path.held("lost") == []


def test_what_cannot_be_delivered_is_put_aside(path: Path) -> None:
    path.target(f"arn:aws:sns:{REGION}:{ACCOUNT}:nowhere")
    path.send(who="dev")
    (body,) = path.held("lost")
    assert json.loads(body)["detail"] == {"who": "dev"}


def test_text_that_breaks_its_template_is_put_aside(path: Path) -> None:
    topic = path.sns.create_topic(Name="t")["TopicArn"]
    transformer = {"InputPathsMap": {"who": "$.detail.who"}, "InputTemplate": '{"a": "<who>"}'}
    path.target(topic, InputTransformer=transformer)
    path.send(who='a "quoted" name')
    assert len(path.held("lost")) == 1


def test_a_disabled_rule_delivers_nothing(path: Path) -> None:
    path.target(f"arn:aws:sns:{REGION}:{ACCOUNT}:nowhere")
    path.events.disable_rule(Name="r")
    path.send()
    assert path.held("lost") == []


def test_an_event_starts_a_state_machine_that_runs(path: Path) -> None:
    definition = {"StartAt": "Done", "States": {"Done": {"Type": "Pass", "End": True}}}
    arn = path.machines.create_state_machine(
        name="m", definition=json.dumps(definition), roleArn=ROLE
    )["stateMachineArn"]
    path.target(arn, RoleArn=ROLE)
    path.send(who="dev")
    deadline = time.monotonic() + 20
    while time.monotonic() < deadline:
        (execution,) = path.machines.list_executions(stateMachineArn=arn)["executions"]
        if execution["status"] != "RUNNING":
            break
        time.sleep(0.1)
    assert execution["status"] == "SUCCEEDED"
    told = path.machines.describe_execution(executionArn=execution["executionArn"])
    given = json.loads(told["input"])
    assert given["detail"] == {"who": "dev"}
    assert given["time"].endswith("Z")


def test_a_subscriber_that_cannot_be_reached_is_put_aside(path: Path) -> None:
    topic = path.sns.create_topic(Name="t")["TopicArn"]
    path.sns.subscribe(
        TopicArn=topic,
        Protocol="https",
        Endpoint="https://localhost:9/",
        Attributes={"RedrivePolicy": json.dumps({"deadLetterTargetArn": path.lost})},
    )
    path.sns.subscribe(TopicArn=topic, Protocol="sqs", Endpoint=path.queue("people"))
    path.sns.publish(TopicArn=topic, Message="hello")
    assert path.held("lost") == ["hello"]
    assert len(path.held("people")) == 1


def test_topic_attributes(path: Path) -> None:
    topic = path.sns.create_topic(Name="t", Attributes={"SignatureVersion": "2"})["TopicArn"]
    found = path.sns.get_topic_attributes(TopicArn=topic)["Attributes"]
    assert (found["SignatureVersion"], found["TracingConfig"]) == ("2", "PassThrough")
    assert (found["TopicArn"], found["Owner"]) == (topic, ACCOUNT)
    assert "KmsMasterKeyId" not in found
    path.sns.set_topic_attributes(
        TopicArn=topic, AttributeName="TracingConfig", AttributeValue="Active"
    )
    assert path.sns.get_topic_attributes(TopicArn=topic)["Attributes"]["TracingConfig"] == "Active"


def test_definitions_are_checked(path: Path) -> None:
    fine = {"StartAt": "A", "States": {"A": {"Type": "Succeed"}}}
    said = path.machines.validate_state_machine_definition(definition=json.dumps(fine))
    assert (said["result"], said["diagnostics"]) == ("OK", [])
    wrong = {"StartAt": "A", "States": {"A": {"Type": "Nothing"}}}
    said = path.machines.validate_state_machine_definition(definition=json.dumps(wrong))
    assert said["result"] == "FAIL"
    assert said["diagnostics"][0]["severity"] == "ERROR"


def test_versions_of_a_state_machine(path: Path) -> None:
    definition = json.dumps({"StartAt": "A", "States": {"A": {"Type": "Succeed"}}})
    made = path.machines.create_state_machine(
        name="m", definition=definition, roleArn=ROLE, publish=True
    )
    listed = path.machines.list_state_machine_versions(stateMachineArn=made["stateMachineArn"])
    (version,) = listed["stateMachineVersions"]
    assert version["stateMachineVersionArn"] == made["stateMachineVersionArn"]


def test_an_event_keeps_its_region_on_the_way_to_another_bus(
    path: Path, moto_server: MotoServer
) -> None:
    far = moto_server.client("events", region="eu-central-1")
    far.put_rule(Name="r", EventPattern=json.dumps({"source": ["me"]}))
    bus = path.events.create_event_bus(Name="home")["EventBusArn"]
    far.put_targets(Rule="r", Targets=[{"Id": "t", "Arn": bus, "RoleArn": ROLE}])
    pattern = json.dumps({"region": ["eu-central-1"]})
    path.events.put_rule(Name="home", EventBusName="home", EventPattern=pattern)
    queue = path.queue("arrived")
    path.events.put_targets(Rule="home", EventBusName="home", Targets=[{"Id": "t", "Arn": queue}])
    entry = {"Source": "me", "DetailType": "x", "Detail": json.dumps({"who": "dev"})}
    far.put_events(Entries=[entry])
    (body,) = path.held("arrived")
    arrived = json.loads(body)
    assert (arrived["region"], arrived["detail"]) == ("eu-central-1", {"who": "dev"})
