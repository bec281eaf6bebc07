"""The coverage report: what it makes of measurements, and how requests are attributed."""

import json
from pathlib import Path
from typing import Any

import pytest
from typer.testing import CliRunner

from soc2_baseline.baseline.sandbox.served import Answer
from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS
from tools.coverage import measure, page, stacks
from tools.coverage.__main__ import app
from tools.coverage.measured import Measured, load, save
from tools.coverage.report import By, report

KEY, BLOCK, CHAT, NEW = "aws:kms/key:Key", "aws:ebs/block:Block", "aws:chat/x:X", "aws:new/n:N"
USED = {".": {KEY, BLOCK}, "stacks/account": {KEY, CHAT, NEW}}
MEASURED = {
    KEY: Measured("kms:CreateKey", "moto", ("KMS rotation period",)),
    BLOCK: Measured("ec2:Block", "EC2 account defaults"),
    NEW: Measured(failure="it failed"),
}


def test_each_type_is_created_by_moto_a_stand_in_or_nobody() -> None:
    found = report(USED, MEASURED, {CHAT: "too new"})
    rows = {row.token: row for row in found.rows}
    assert (rows[KEY].by, rows[KEY].stacks) == (By.MOTO, (".", "stacks/account"))
    assert rows[KEY].helped_by == ("KMS rotation period",)
    assert (rows[BLOCK].by, rows[BLOCK].detail) == (By.STAND_IN, "EC2 account defaults")
    assert (rows[CHAT].by, rows[CHAT].detail) == (By.NOBODY, "not offered: too new")
    assert (rows[NEW].by, rows[NEW].detail) == (By.NOBODY, "failed: it failed")
    assert [found.share(by) for by in By] == [25.0, 25.0, 50.0]
    assert [found.share(by, found.of(".")) for by in By] == [50.0, 50.0, 0.0]


def test_what_was_not_measured_is_not_claimed() -> None:
    (row,) = report({".": {KEY}}, {}, {}).rows
    assert row.by is By.NOBODY
    assert row.detail.startswith("not measured")


def test_no_stack_no_share() -> None:
    assert report({}, {}, {}).share(By.MOTO) == 0.0


def test_page_names_every_type_and_the_shares() -> None:
    written = page.markdown(report(USED, MEASURED, {CHAT: "too new"}))
    assert "| all | 4 | 25.0 % | 25.0 % | 50.0 % |" in written
    assert f"| `{BLOCK}` | `.` | stand-in (EC2 account defaults) | `ec2:Block` |  |" in written
    assert "not at all (not offered: too new)" in written


def test_measurements_are_kept(tmp_path: Path) -> None:
    file = tmp_path / "measured.json"
    assert load(file) == {}
    save(MEASURED, file)
    assert load(file) == MEASURED


def answer(operation: str, position: int, stood_in: str = "", status: int = 200) -> Answer:
    return {
        "operation": operation,
        "status": status,
        "stood_in": stood_in,
        "position": position,
    }


def log(*events: dict[str, Any]) -> tuple[bytes, list[int]]:
    """A log of events, and its size after each of them."""
    lines = [json.dumps(event).encode() + b"\n" for event in events]
    sizes = [len(b"".join(lines[: index + 1])) for index in range(len(lines))]
    return b"".join(lines), sizes


def begins(token: str) -> dict[str, Any]:
    return {"resourcePreEvent": {"metadata": {"type": token}}}


def test_an_answer_belongs_to_the_resource_that_is_under_way() -> None:
    events, (at_key, at_note, key_made, at_block) = log(
        begins(KEY), {"diagnosticEvent": {}}, {"resOutputsEvent": {}}, begins(BLOCK)
    )
    answers = [
        answer("sts:GetCallerIdentity", 0),
        answer("kms:ListKeys", at_key),
        answer("kms:CreateKey", at_note, status=500),
        answer("kms:CreateKey", at_note),
        answer("kms:EnableKeyRotation", at_note, "KMS rotation period"),
        answer("ec2:DescribeVpcs", key_made),
        answer("ec2:Block", key_made, "EC2 account defaults"),
        answer("ec2:Other", at_block),
    ]
    found = measure.made(measure.attributed(answers, events))
    assert found == {KEY: MEASURED[KEY], BLOCK: MEASURED[BLOCK]}


def test_a_log_that_lags_does_not_mix_services_or_nouns() -> None:
    calls = {
        "aws:iam/role:Role": "iam:CreateRole",
        "aws:iam/rolePolicyAttachment:RolePolicyAttachment": "iam:AttachRolePolicy",
        "aws:iam/rolePolicy:RolePolicy": "iam:PutRolePolicy",
    }
    events, (before, *_) = log(begins(KEY), *(begins(token) for token in calls))
    answers = [answer(call, before) for call in calls.values()]
    found = measure.made(measure.attributed(answers, events))
    assert {token: made.operation for token, made in found.items()} == calls


def test_adopting_changes_nothing() -> None:
    events, (at,) = log(begins(KEY))
    found = measure.made(measure.attributed([answer("kms:DescribeKey", at)], events))
    assert found[KEY].operation == "kms:DescribeKey"


def test_failures_are_told_with_their_reason() -> None:
    urn = "urn:pulumi:s::p::t::n"
    events, _ = log(
        {"diagnosticEvent": {"severity": "error", "urn": urn, "message": "no\nsuch call"}},
        {"resOpFailedEvent": {"metadata": {"type": KEY, "urn": urn}}},
    )
    failed = measure.failed(events.decode())
    assert failed == {KEY: Measured(failure="no such call")}
    assert measure.merged(MEASURED, failed)[KEY].failure
    assert measure.merged(failed, MEASURED)[KEY].failure


@pytest.fixture(scope="module")
def used() -> Any:
    return stacks.used()


def test_the_stacks_use_what_was_measured(used: Any) -> None:
    """Whoever adds a type to a stack measures anew: ``python -m tools.coverage --measure``."""
    measured = load()
    lacking = sorted({token for tokens in used.values() for token in tokens} - set(measured))
    assert lacking == []


def test_measurements_name_stand_ins_that_there_are() -> None:
    names = {stand_in.name for stand_in in STAND_INS} | {"moto", ""}
    for found in load().values():
        assert {found.answered_by, *found.helped_by} <= names


def test_the_shares_that_we_aim_at() -> None:
    found = page.current()
    assert found.share(By.MOTO) >= 75
    assert found.share(By.NOBODY) <= 5


def test_command() -> None:
    result = CliRunner().invoke(app, ["--format", "json"])
    assert result.exit_code == 0, result.output
    told = json.loads(result.stdout)
    assert told["types"] == len(told["resources"])
    assert sum(told["per_cent"].values()) == pytest.approx(100, abs=0.3)
    shown = CliRunner().invoke(app, [])
    assert f"{told['types']} types: {told['per_cent']['moto']} % moto" in shown.stdout
