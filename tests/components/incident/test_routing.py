"""What IncidentRouting registers."""

import json
from typing import Any

import pytest

from soc2_baseline.core.unknown import UNKNOWN
from tests.components.incident.arguments import KEY, MANAGER, ON_CALL, PAGER
from tests.components.incident.recorded import HOME, OTHER, made, policy, targets, topic_arn
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recording

SLACK: Any = {"channel": "slack", "address": "T07EA123LEP/C07EZ1ABC23"}
TEAMS: Any = {
    "channel": "teams",
    "address": "11111111-2222-3333-4444-555555555555/11111111-2222-3333-4444-555555555555/19:a@b",
}


@pytest.fixture(scope="module")
def usual() -> Recording:
    return made(break_glass_roles=["break-glass"])


def test_every_region_forwards_the_same_to_the_one_bus(usual: Recording) -> None:
    bus = usual.one("cloudwatch.EventArchive").inputs["eventSourceArn"]
    for what in ("findings", "config", "api-calls"):
        rules = {
            region: usual.one("cloudwatch.EventRule", f"incidents-{what}-{region}").inputs
            for region in (HOME, OTHER)
        }
        assert rules[HOME]["eventPattern"] == rules[OTHER]["eventPattern"]
        for region, rule in rules.items():
            assert rule["region"] == region
            assert "eventBusName" not in rule
            target = usual.one("cloudwatch.EventTarget", f"incidents-{what}-{region}").inputs
            assert target["arn"] == bus
            assert target["roleArn"]
            queue = f"arn:aws:sqs:{region}:123456789012:shared-incidents-dead-letters"
            assert target["deadLetterConfig"] == {"arn": queue}


def test_critical_and_high_have_two_targets_of_different_kinds(usual: Recording) -> None:
    rules = [r for r in usual.of("cloudwatch.EventRule") if r.inputs.get("eventBusName")]
    grave = [r for r in rules if r.name.endswith(("-critical", "-high"))]
    assert len(grave) == 15
    for rule in grave:
        services = {t["arn"].split(":")[2] for t in targets(usual, rule.inputs["name"])}
        assert services == {"sns", "sfn"}
    for rule in rules:
        if rule.name.endswith(("-medium", "-low")):
            (only,) = targets(usual, rule.inputs["name"])
            severity = rule.name.rpartition("-")[2]
            assert only["arn"] == topic_arn(usual, severity)


def test_a_response_plan_is_one_more_target() -> None:
    plan = "arn:aws:ssm-incidents::123456789012:response-plan/security"
    recording = made(response_plan_arn=plan)
    rules = targets(recording, "shared-incidents-root-critical")
    assert plan in [target["arn"] for target in rules]
    allowed = policy(recording, "iam.RolePolicy", "incidents-start")
    assert allowed["Respond"]["Resource"] == [plan]
    assert plan not in str(made().all)


def test_people_can_read_what_they_get(usual: Recording) -> None:
    (told,) = [
        t["inputTransformer"]
        for t in targets(usual, "shared-incidents-kms-critical")
        if ":sns:" in t["arn"]
    ]
    template = json.loads(told["inputTemplate"])
    assert (template["version"], template["source"]) == ("1.0", "custom")
    title = template["content"]["title"]
    assert title == "CRITICAL: AWS KMS: <call> on key <key> by <who>"
    assert template["content"]["nextSteps"] == [
        "Acknowledge: baseline incident acknowledge <incident>",
        "Runbook: AWS Systems Manager document shared-incident-kms",
    ]
    assert set(told["inputPaths"]) >= {"call", "key", "who", "incident", "region", "time"}


def test_the_escalation_gets_the_event_whole(usual: Recording) -> None:
    (started,) = [
        t for t in targets(usual, "shared-incidents-root-critical") if ":sfn:" in t["arn"]
    ]
    template = started["inputTransformer"]["inputTemplate"]
    given = json.loads(template.replace("<aws.events.event.json>", "{}"))
    assert given == {
        "kind": "root",
        "title": "Root user",
        "severity": "critical",
        "runbook": "shared-incident-root",
        "wait": 900,
        "event": {},
    }
    assert "inputPaths" not in started["inputTransformer"]


def test_runbooks_that_messages_name_are_there(usual: Recording) -> None:
    documents = {d.inputs["name"] for d in usual.of("ssm.Document")}
    named = {
        json.loads(t.inputs["inputTransformer"]["inputTemplate"])["content"]["nextSteps"][
            1
        ].split()[-1]
        for t in usual.of("cloudwatch.EventTarget")
        if t.inputs["arn"].split(":")[2] == "sns"
    }
    assert named == documents
    assert all(d.inputs["documentType"] == "Automation" for d in usual.of("ssm.Document"))


def test_subscribers(usual: Recording) -> None:
    subscriptions = [
        s.inputs
        for s in usual.of("sns.TopicSubscription")
        if s.name.startswith("incidents-critical")
    ]
    assert sorted(s["protocol"] for s in subscriptions) == ["email", "https"]
    arn = f"arn:aws:sqs:{HOME}:123456789012:shared-incidents-dead-letters"
    assert {s["redrivePolicy"] for s in subscriptions} == {json.dumps({"deadLetterTargetArn": arn})}
    (manager,) = [
        s.inputs
        for s in usual.of("sns.TopicSubscription")
        if s.name.startswith("incidents-escalated-")
    ]
    assert manager["endpoint"] == MANAGER["address"]


def test_addresses_stand_in_no_name(usual: Recording) -> None:
    for address in (ON_CALL["address"], PAGER["address"], MANAGER["address"]):
        assert all(address not in resource.urn for resource in usual)


def test_names_do_not_depend_on_the_order_of_subscribers() -> None:
    one = made(subscribers={"critical": [ON_CALL, PAGER]})
    other = made(subscribers={"critical": [PAGER, ON_CALL]})
    assert {r.urn for r in one} == {r.urn for r in other}


@pytest.mark.parametrize(
    ("subscriber", "short", "held"),
    [
        (
            SLACK,
            "chatbot.SlackChannelConfiguration",
            {"slackTeamId": "T07EA123LEP", "slackChannelId": "C07EZ1ABC23"},
        ),
        (
            TEAMS,
            "chatbot.TeamsChannelConfiguration",
            {"tenantId": "11111111-2222-3333-4444-555555555555", "channelId": "19:a@b"},
        ),
    ],
)
def test_chat_shows_and_commands_nothing(subscriber: Any, short: str, held: dict[str, str]) -> None:
    recording = made(subscribers={"critical": [ON_CALL, subscriber]})
    channel = recording.one(short).inputs
    assert channel.items() >= held.items()
    assert channel["guardrailPolicyArns"] == ["arn:aws:iam::aws:policy/AWSDenyAll"]
    assert len(channel["snsTopicArns"]) == 4
    role = recording.one("iam.Role", "incidents-chat")
    assert not [p for p in recording.of("iam.RolePolicy") if p.name == role.name]


def test_chat_that_is_not_offered_is_left_out() -> None:
    token = "aws:chatbot/slackChannelConfiguration:SlackChannelConfiguration"
    recording = made(
        environment={**PROD, "unavailable_types": {token: "not in this region"}},
        subscribers={"critical": [ON_CALL, PAGER, SLACK]},
    )
    assert not recording.of("chatbot.SlackChannelConfiguration")
    assert [r for r in recording.of("iam.Role") if r.name == "incidents-chat"] == []


def test_bus_archive_and_records_are_encrypted_and_kept(usual: Recording) -> None:
    assert usual.one("cloudwatch.EventBus").inputs["kmsKeyIdentifier"] == KEY
    archive = usual.one("cloudwatch.EventArchive")
    assert archive.inputs["kmsKeyIdentifier"] == KEY
    assert archive.inputs["retentionDays"] == 400
    assert archive.protect
    table = usual.one("dynamodb.Table").inputs
    assert table["name"] == "shared-incidents"
    assert table["serverSideEncryption"] == {"enabled": True, "kmsKeyArn": KEY}
    assert table["pointInTimeRecovery"]["enabled"] is True
    assert table["ttl"] == {"attributeName": "expires", "enabled": True}


def test_escalation_is_encrypted_logged_and_traced(usual: Recording) -> None:
    machine = usual.one("sfn.StateMachine").inputs
    assert machine["encryptionConfiguration"]["kmsKeyId"] == KEY
    assert machine["loggingConfiguration"]["level"] == "ALL"
    assert machine["loggingConfiguration"]["includeExecutionData"] is False
    assert machine["tracingConfiguration"] == {"enabled": True}


def test_policies_are_known_at_preview() -> None:
    recording = made(preview=True, key_arn=KEY)
    for short in ("iam.RolePolicy", "sns.TopicPolicy", "sqs.QueuePolicy"):
        found = recording.of(short)
        assert found
        assert all(one.inputs["policy"] is not UNKNOWN for one in found)


def test_roles_have_the_boundary_and_only_their_own(usual: Recording) -> None:
    boundary = "arn:aws:iam::123456789012:policy/boundary"
    recording = made(boundary_arn=boundary, subscribers={"critical": [ON_CALL, SLACK]})
    roles = recording.of("iam.Role")
    assert len(roles) == 5
    assert {role.inputs["permissionsBoundary"] for role in roles} == {boundary}
    machine = f"arn:aws:states:{HOME}:123456789012:stateMachine:shared-incidents-escalation"
    start = policy(usual, "iam.RolePolicy", "incidents-start")
    assert start["Escalate"]["Resource"] == [machine]
    held = start["EncryptInput"]["Condition"]["StringEquals"]
    assert held["kms:EncryptionContext:aws:states:stateMachineArn"] == machine
    assert held["aws:ResourceTag/tenant"] == "shared"
    forward = policy(usual, "iam.RolePolicy", "incidents-forward")
    assert forward["PutEvents"]["Resource"] == [
        f"arn:aws:events:{HOME}:123456789012:event-bus/shared-incidents"
    ]


def test_sandbox_can_be_destroyed() -> None:
    assert not any(resource.protect for resource in made(environment=SANDBOX))
