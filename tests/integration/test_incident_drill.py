"""The incident path by the real engine against moto, and drills that go the whole way.

The subscriber is an HTTPS endpoint on this machine, whose certificate the server trusts.
"""

import json
import time
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypeVar

import pytest

from soc2_baseline.baseline.incident.records import Records
from soc2_baseline.baseline.sandbox.process import Server, free_port
from tests.baseline.incident.certificate import Certificate, self_signed
from tests.support.commands import baseline
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import ACCOUNT, REGION, MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

PROGRAM = Path(__file__).parent / "programs" / "incident"
OTHER = "eu-central-1"
WAIT_SECONDS = 4
PATIENCE_SECONDS = 60
KEYS = {"AWS_ACCESS_KEY_ID": "test", "AWS_SECRET_ACCESS_KEY": "test"}
EXPECTED = {
    "dynamodb-deletion-protection",  # advisory: a sandbox can be destroyed
}


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> Certificate:
    return self_signed(tmp_path_factory.mktemp("certificate"))


@pytest.fixture(scope="module")
def cloud(
    certificate: Certificate, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[MotoServer]:
    """A server of our own, since whom it trusts is decided when it starts."""
    log = tmp_path_factory.mktemp("cloud") / "server.log"
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("REQUESTS_CA_BUNDLE", str(certificate.certificate))
        server = Server(log)
    with server, closing(MotoServer(server)) as moto:
        yield moto


@pytest.fixture(scope="module")
def address() -> str:
    return f"localhost:{free_port()}"


@pytest.fixture(scope="module")
def stack(
    engine_present: None,
    cloud: MotoServer,
    address: str,
    tmp_path_factory: pytest.TempPathFactory,
) -> Iterator[Engine]:
    config = {"endpoint": f"https://{address}/", "escalate-after": f"{WAIT_SECONDS}s"}
    made = Engine(
        PROGRAM, tmp_path_factory.mktemp("incident"), cloud, config=config, policy_pack=True
    )
    with made.standing():
        yield made


Drill = Callable[..., dict[str, Any]]


@pytest.fixture
def drill(stack: Engine, cloud: MotoServer) -> Drill:
    """Runs a drill; what it records."""

    def run(*options: str, code: int = 0) -> dict[str, Any]:
        done = baseline(
            *("incident", "drill", "--format", "json", *options),
            code=code,
            AWS_ENDPOINT_URL=cloud.url,
            AWS_REGION=REGION,
            **KEYS,
        )
        found: dict[str, Any] = json.loads(done.stdout)
        return found

    return run


@pytest.fixture
def listening(address: str, certificate: Certificate) -> tuple[str, ...]:
    files = ("--certificate", certificate.certificate, "--private-key", certificate.private_key)
    return ("--listen", address, *map(str, files))


def test_the_policy_pack_has_nothing_to_say(stack: Engine) -> None:
    assert {verdict["policyName"] for verdict in stack.verdicts()} <= EXPECTED


def test_drill_reaches_the_subscriber_and_the_manager(
    drill: Drill, listening: tuple[str, ...]
) -> None:
    found = drill(*listening, "--within", "30s", "--escalated-within", "60s")
    assert found["schema"] == "baseline/incident-drill/v1"
    assert found["outcome"] == "in time"
    took = found["seconds"]
    assert 0 <= took["detect"] <= 30
    assert 0 <= took["notify"] <= 30
    assert WAIT_SECONDS <= took["escalate"] <= 60
    assert found["sent"] <= found["recorded"] <= found["escalated"]


def test_drill_comes_from_another_region(drill: Drill, listening: tuple[str, ...]) -> None:
    found = drill(*listening, "--source-region", OTHER, "--no-escalation", "--severity", "high")
    assert found["outcome"] == "in time"
    assert found["region"] == OTHER
    assert found["seconds"]["notify"] is not None


def test_who_takes_it_keeps_it_from_the_manager(
    stack: Engine, cloud: MotoServer, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in {"AWS_ENDPOINT_URL": cloud.url, **KEYS}.items():
        monkeypatch.setenv(name, value)
    taker = Records(REGION)
    incident = sent(cloud, severity=9.1)
    taker.acknowledge(incident, "dev")
    assert ended(cloud, incident) == "SUCCEEDED"
    (found,) = [i for i in records(cloud) if i["id"]["S"] == incident]
    assert "escalated" not in found
    assert found["acknowledged_by"]["S"] == "dev"


def test_a_lost_alert_waits_in_the_queue_and_the_escalation_goes_on(
    stack: Engine, cloud: MotoServer
) -> None:
    # Nobody listens at the subscriber's address now.
    before = held(cloud)
    incident = sent(cloud, severity=9.2)
    assert ended(cloud, incident) == "SUCCEEDED"
    assert held(cloud) == before + 1
    (found,) = [i for i in records(cloud) if i["id"]["S"] == incident]
    assert "escalated" in found


def test_a_drill_that_nobody_takes_is_told(drill: Drill, certificate: Certificate) -> None:
    elsewhere = f"localhost:{free_port()}"
    files = ("--certificate", certificate.certificate, "--private-key", certificate.private_key)
    found = drill(
        *("--listen", elsewhere, *map(str, files), "--within", "2s", "--no-escalation"), code=1
    )
    assert found["outcome"] == "not arrived"
    assert found["recorded"] is not None
    assert found["received"] is None


def test_topics_are_encrypted_and_closed(stack: Engine, cloud: MotoServer) -> None:
    sns = cloud.client("sns")
    for word in ("critical", "high", "medium", "low", "escalated", "lost"):
        arn = f"arn:aws:sns:{REGION}:{ACCOUNT}:shared-incidents-{word}"
        found = sns.get_topic_attributes(TopicArn=arn)["Attributes"]
        assert ":key/" in found["KmsMasterKeyId"]
        assert found["SignatureVersion"] == "2"
        statements = json.loads(found["Policy"])["Statement"]
        assert all(s["Principal"] != "*" for s in statements if s["Effect"] == "Allow")


def test_every_region_forwards_home(stack: Engine, cloud: MotoServer) -> None:
    bus = f"arn:aws:events:{REGION}:{ACCOUNT}:event-bus/shared-incidents"
    for region in (REGION, OTHER):
        events = cloud.client("events", region=region)
        for what in ("findings", "config", "api-calls"):
            name = f"shared-incidents-{what}"
            (target,) = events.list_targets_by_rule(Rule=name)["Targets"]
            assert target["Arn"] == bus
            assert target["DeadLetterConfig"]["Arn"].split(":")[3] == region
        beat = cloud.client("scheduler", region=region).get_schedule(
            Name="shared-incidents-heartbeat"
        )
        assert beat["State"] == "ENABLED"


def test_events_are_archived_and_records_kept(stack: Engine, cloud: MotoServer) -> None:
    archive = cloud.client("events").describe_archive(ArchiveName="shared-incidents")
    assert archive["RetentionDays"] == 400
    dynamodb = cloud.client("dynamodb")
    ttl = dynamodb.describe_time_to_live(TableName="shared-incidents")["TimeToLiveDescription"]
    assert (ttl["AttributeName"], ttl["TimeToLiveStatus"]) == ("expires", "ENABLED")
    points = dynamodb.describe_continuous_backups(TableName="shared-incidents")
    recovery = points["ContinuousBackupsDescription"]["PointInTimeRecoveryDescription"]
    assert recovery["PointInTimeRecoveryStatus"] == "ENABLED"


def test_runbooks_are_there(stack: Engine, cloud: MotoServer) -> None:
    ssm = cloud.client("ssm")
    for kind in ("guardduty", "root", "break-glass"):
        found = ssm.get_document(Name=f"shared-incident-{kind}")
        assert found["DocumentType"] == "Automation"
        steps = [step["name"] for step in json.loads(found["Content"])["mainSteps"]]
        assert "informCustomers" in steps


def test_lost_alerts_raise_an_alarm(stack: Engine, cloud: MotoServer) -> None:
    alarms = cloud.client("cloudwatch").describe_alarms()["MetricAlarms"]
    lost = f"arn:aws:sns:{REGION}:{ACCOUNT}:shared-incidents-lost"
    actions = {alarm["AlarmName"]: alarm["AlarmActions"] for alarm in alarms}
    assert actions["shared-incidents-dead-letters"] == [lost]
    assert actions[f"shared-incidents-heard-{OTHER}"] == [lost]
    assert all(len(each) == 1 for each in actions.values())


def test_second_update_changes_nothing(stack: Engine) -> None:
    stack.up()
    assert stack.changes() == {}


def sent(cloud: MotoServer, severity: float) -> str:
    """Send a finding; the id of its incident."""
    known = {item["id"]["S"] for item in records(cloud)}
    detail = {"severity": severity, "title": "a finding", "type": "x", "id": "f"}
    entry = {"Source": "soc2.baseline", "DetailType": "Incident Drill"}
    cloud.client("events").put_events(Entries=[{**entry, "Detail": json.dumps(detail)}])
    (incident,) = waited(lambda: {item["id"]["S"] for item in records(cloud)} - known)
    return str(incident)


def records(cloud: MotoServer) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = cloud.client("dynamodb").scan(TableName="shared-incidents")[
        "Items"
    ]
    return items


def ended(cloud: MotoServer, incident: str) -> str:
    """How the escalation of an incident ended."""
    machines = cloud.client("stepfunctions")
    arn = f"arn:aws:states:{REGION}:{ACCOUNT}:stateMachine:shared-incidents-escalation"

    def look() -> str | None:
        for each in machines.list_executions(stateMachineArn=arn)["executions"]:
            told = machines.describe_execution(executionArn=each["executionArn"])
            if json.loads(told["input"])["event"]["id"] == incident:
                return None if told["status"] == "RUNNING" else str(told["status"])
        return None

    return waited(look)


def held(cloud: MotoServer) -> int:
    """How many messages the dead-letter queue of home holds."""
    sqs = cloud.client("sqs")
    url = sqs.get_queue_url(QueueName="shared-incidents-dead-letters")["QueueUrl"]
    wanted = "ApproximateNumberOfMessages"
    found = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=[wanted])["Attributes"]
    return int(found[wanted])


T = TypeVar("T")


def waited(look: Callable[[], T | None]) -> T:
    """What there is at last."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while time.monotonic() < deadline:
        if found := look():
            return found
        time.sleep(0.2)
    raise AssertionError(f"nothing within {PATIENCE_SECONDS} seconds")
