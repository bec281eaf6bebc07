"""The commands, against our moto server, as a user runs them."""

import json
from datetime import datetime
from typing import Any

import pytest

from tests.support.commands import baseline
from tests.support.moto_server import ACCOUNT, REGION, MotoServer

EVENT = {"id": "i-1", "detail": {"title": "odd"}}


@pytest.fixture
def account(moto_server: MotoServer) -> dict[str, str]:
    moto_server.reset()
    return {
        "AWS_ENDPOINT_URL": moto_server.url,
        "AWS_REGION": REGION,
        "AWS_ACCESS_KEY_ID": "test",
        "AWS_SECRET_ACCESS_KEY": "test",
    }


@pytest.fixture
def table(moto_server: MotoServer, account: dict[str, str]) -> Any:
    dynamodb = moto_server.client("dynamodb")
    dynamodb.create_table(
        TableName="shared-incidents",
        KeySchema=[{"AttributeName": "id", "KeyType": "HASH"}],
        AttributeDefinitions=[{"AttributeName": "id", "AttributeType": "S"}],
        BillingMode="PAY_PER_REQUEST",
    )
    for number, severity in enumerate(("critical", "high"), start=1):
        texts = {
            "id": f"i-{number}",
            "kind": "kms",
            "severity": severity,
            "runbook": "shared-incident-kms",
            "source": "aws.kms",
            "account": ACCOUNT,
            "region": REGION,
            "detected": f"2026-11-24T03:0{number}:00Z",
            "recorded": f"2026-11-24T03:0{number}:01Z",
            "event": json.dumps(EVENT),
        }
        item = {name: {"S": text} for name, text in texts.items()}
        dynamodb.put_item(TableName="shared-incidents", Item=item)
    return dynamodb


def ran(account: dict[str, str], *arguments: str, code: int = 0) -> str:
    """What a command of ours says on stdout, or on stderr where it fails."""
    done = baseline("incident", *arguments, code=code, **account)
    return done.stdout if code in (0, 1) else done.stderr


def listed(account: dict[str, str], *options: str) -> list[dict[str, Any]]:
    found = json.loads(ran(account, "list", "--format", "json", *options))
    assert found["schema"] == "baseline/incidents/v1"
    incidents: list[dict[str, Any]] = found["incidents"]
    return incidents


def test_list_is_the_latest_first(table: Any, account: dict[str, str]) -> None:
    assert [(i["id"], i["state"]) for i in listed(account)] == [("i-2", "open"), ("i-1", "open")]
    shown = ran(account, "list")
    assert "i-1" in shown
    assert "critical" in shown


def test_acknowledging_stays_with_who_was_first(table: Any, account: dict[str, str]) -> None:
    ran(account, "acknowledge", "i-1", "--by", "dev")
    ran(account, "acknowledge", "i-1", "--by", "ext")
    (found,) = [i for i in listed(account) if i["id"] == "i-1"]
    assert (found["state"], found["acknowledged_by"]) == ("acknowledged", "dev")
    item = table.get_item(TableName="shared-incidents", Key={"id": {"S": "i-1"}})["Item"]
    assert "expires" not in item


def test_who_is_signed_in_acknowledges(table: Any, account: dict[str, str]) -> None:
    ran(account, "acknowledge", "i-2")
    (found,) = [i for i in listed(account) if i["id"] == "i-2"]
    assert found["acknowledged_by"].startswith("arn:aws:")


def test_closed_ones_are_kept_and_left_out(table: Any, account: dict[str, str]) -> None:
    told = ran(account, "close", "i-1", "--by", "dev", "--note", "a scanner", "--format", "json")
    (closed,) = json.loads(told)["incidents"]
    assert (closed["state"], closed["note"]) == ("closed", "a scanner")
    assert closed["acknowledged_by"] == "dev"
    assert [i["id"] for i in listed(account)] == ["i-2"]
    assert len(listed(account, "--all")) == 2
    item = table.get_item(TableName="shared-incidents", Key={"id": {"S": "i-1"}})["Item"]
    days = (int(item["expires"]["N"]) - _epoch(closed["closed"])) / 86400
    assert round(days) == 400


def _epoch(text: str) -> float:
    return datetime.fromisoformat(text).timestamp()


def test_show_has_the_event(table: Any, account: dict[str, str]) -> None:
    (found,) = json.loads(ran(account, "show", "i-1", "--format", "json"))["incidents"]
    assert json.loads(found["event"]) == EVENT
    assert found["escalated"] is None


def test_unknown_id(table: Any, account: dict[str, str]) -> None:
    told = ran(account, "acknowledge", "i-3", "--by", "dev", code=2)
    assert told.startswith("incident 'i-3' has no record in table shared-incidents;")


def test_no_table_is_undetermined(account: dict[str, str]) -> None:
    assert ran(account, "list", code=3).startswith("table shared-incidents: ")


def test_drill_that_cannot_look_is_undetermined(account: dict[str, str]) -> None:
    done = baseline("incident", "drill", "--no-escalation", "--within", "1s", code=3, **account)
    assert "table shared-incidents" in done.stderr


def test_drill_that_does_not_arrive(table: Any, account: dict[str, str]) -> None:
    done = baseline(
        *("incident", "drill", "--no-escalation", "--within", "1s", "--format", "json"),
        code=1,
        **account,
    )
    found = json.loads(done.stdout)
    assert (found["outcome"], found["recorded"]) == ("not arrived", None)


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--within", "soon"), "--within 'soon'; accepted is a whole number and a unit"),
        (("--listen", "localhost:1"), "--listen needs --certificate and --private-key"),
        (("--listen", "localhost:1", "--queue", "http://q"), "--listen and --queue; accepted"),
        (("--certificate", "c.pem"), "are for --listen, which is missing"),
        (("--queue", "arn:aws:sqs:q"), "accepted is the URL of a queue"),
    ],
)
def test_usage(options: tuple[str, ...], said: str, account: dict[str, str]) -> None:
    done = baseline("incident", "drill", *options, code=2, **account)
    assert said in done.stderr


def test_no_region() -> None:
    done = baseline(
        *("incident", "list"),
        code=2,
        AWS_REGION="",
        AWS_DEFAULT_REGION="",
        AWS_CONFIG_FILE="/nonexistent",
    )
    assert "no region is named: give --region" in done.stderr


@pytest.mark.parametrize("region", ["not a region", "a..b"])
def test_region_that_is_none(region: str) -> None:
    done = baseline("incident", "list", "--region", region, code=2)
    assert done.stderr.startswith("AWS cannot be asked (")
