"""``baseline guardrails`` as a user runs it."""

import json
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.organization.guardrail_plan import OUR_NAMES
from tests.support.commands import baseline

HARMLESS = {"Effect": "Deny", "Action": "bedrock:*", "Resource": "*"}
LOCKS_OUT = {"Sid": "Keys", "Effect": "Deny", "Action": "kms:*", "Resource": "*"}


def policy(tmp_path: Path, statement: dict[str, Any], name: str = "mine") -> str:
    file = tmp_path / f"{name}.json"
    file.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=2))
    return str(file)


def test_ours_are_listed_and_clean() -> None:
    result = baseline("guardrails", "lint")
    for name in OUR_NAMES:
        assert name in result.stdout
    assert "10 policies" in result.stdout
    assert "0 findings" in result.stdout


def test_own_policy_without_a_fault_ends_with_0(tmp_path: Path) -> None:
    result = baseline("guardrails", "lint", policy(tmp_path, HARMLESS))
    assert "11 policies" in result.stdout


def test_lock_out_ends_with_1_and_says_why(tmp_path: Path) -> None:
    result = baseline("guardrails", "lint", policy(tmp_path, LOCKS_OUT), code=1)
    assert "guardrail mine.Keys [rehearsal]" in result.stdout
    assert "has to be allowed" in result.stdout
    assert "why: a role of ours loses what it needs" in result.stdout


def test_json_has_the_documented_fields(tmp_path: Path) -> None:
    output = tmp_path / "lint.json"
    arguments = ("--format", "json", "--output", str(output))
    baseline("guardrails", "lint", policy(tmp_path, LOCKS_OUT), *arguments, code=1)
    told = json.loads(output.read_text())
    assert told["schema"] == "baseline/guardrails-lint/v1"
    assert {p["name"] for p in told["policies"]} == {*OUR_NAMES, "mine"}
    (mine,) = [p for p in told["policies"] if p["name"] == "mine"]
    assert mine["characters"] < mine["longest"] == 10240
    assert mine["targets"] == ["root"]
    assert mine["most_attached"] == 9
    (finding,) = told["findings"]
    assert finding["check"] == "rehearsal"
    assert finding["statement"] == "Keys"
    assert finding["verdict"] == "violation"
    assert len(told["rehearsals"]) > 100


def test_type_is_that_of_the_files(tmp_path: Path) -> None:
    file = policy(tmp_path, {**HARMLESS, "Principal": "*"})
    result = baseline("guardrails", "lint", file, "--type", "RESOURCE_CONTROL_POLICY", code=1)
    assert "'bedrock:*' is of no service that resource control policies reach" in result.stdout


def test_what_cannot_be_told_ends_with_3(tmp_path: Path) -> None:
    # The evaluator knows no dates; each request is sent at some time.
    condition = {"DateGreaterThan": {"aws:PrincipalArn": "2027-01-01T00:00:00Z"}}
    file = policy(tmp_path, {**LOCKS_OUT, "Condition": condition})
    result = baseline("guardrails", "lint", file, code=3)
    assert "undetermined: " in result.stdout


def test_file_that_cannot_be_read_ends_with_2(tmp_path: Path) -> None:
    result = baseline("guardrails", "lint", str(tmp_path / "none.json"), code=2)
    assert "none.json: cannot be read; accepted is a JSON file" in result.stderr


@pytest.mark.parametrize("region", ["mars-1", "eu-centrall-1"])
def test_unknown_region_ends_with_2(region: str) -> None:
    result = baseline("guardrails", "lint", "--region", region, code=2)
    assert f"region {region!r} is unknown" in result.stderr
    given = ("--region", "eu-central-1", "--region", region)
    result = baseline("guardrails", "lint", *given, code=2)
    assert f"--region: {region!r} is unknown; accepted are AWS regions" in result.stderr


def test_one_policy_is_shown_as_json() -> None:
    result = baseline("guardrails", "show", "regions", "--region", "eu-west-1")
    (statement,) = json.loads(result.stdout)["Statement"]
    assert statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"] == ["eu-west-1"]


def test_unknown_policy_is_told() -> None:
    result = baseline("guardrails", "show", "nothing", code=2)
    assert "'nothing' is not a policy of the baseline; accepted: identity, " in result.stderr
