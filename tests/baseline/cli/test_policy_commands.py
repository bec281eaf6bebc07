"""What is listed, graded from a state, and recorded as legacy: the commands as a user runs them."""

import datetime
import json
from pathlib import Path

import pytest

from soc2_baseline.policy_pack.catalog import RULES
from tests.baseline.preview.test_state import export, resource
from tests.support.commands import baseline

COMPLETE = {
    "id",
    "types",
    "level",
    "severity",
    "criteria",
    "services",
    "file",
    "summary",
    "why",
    "fix",
    "reference",
    "stack",
    "prod_floor",
    "needs",
    "waivable",
    "keys",
    "options",
    "remedies",
}
MAY_BE_EMPTY = {"stack", "prod_floor", "needs", "waivable", "options", "remedies"}


def test_every_rule_is_listed_with_complete_fields() -> None:
    listed = json.loads(baseline("policies", "--format", "json").stdout)["policies"]
    assert [rule["id"] for rule in listed] == [rule.id for rule in RULES]
    for rule in listed:
        assert rule.keys() == COMPLETE
        assert [name for name in COMPLETE - MAY_BE_EMPTY if not rule[name]] == [], rule["id"]
        for schema in rule["options"].values():
            assert {"type", "default", "description"} <= schema.keys(), rule["id"]
        assert rule["remedies"].keys() <= rule["keys"].keys()


@pytest.mark.parametrize(
    ("options", "facet", "values"),
    [
        (("--service", "kms"), "services", {"kms"}),
        (("--service", "kms", "--service", "s3"), "services", {"kms", "s3"}),
        (("--service", "lambda"), "services", {"lambda"}),
        (("--service", "isolation"), "services", {"isolation"}),
        (("--severity", "critical"), "severity", {"critical"}),
    ],
)
def test_rules_of_a_facet(options: tuple[str, ...], facet: str, values: set[str]) -> None:
    listed = json.loads(baseline("policies", "--format", "json", *options).stdout)["policies"]
    listed_ids = {rule["id"] for rule in listed}
    of_rule = {rule.id: getattr(rule, facet) for rule in RULES}
    of_rule = {name: {one} if isinstance(one, str) else one for name, one in of_rule.items()}
    assert listed_ids == {name for name, found in of_rule.items() if found & values}
    assert listed_ids


def test_a_facet_that_does_not_exist() -> None:
    done = baseline("policies", "--criterion", "CC99", code=2)
    assert "'CC99' is not known; did you mean CC9.2" in done.stderr
    done = baseline("policies", "--service", "lamda", code=2)
    assert "'lamda' is not known; did you mean lambda" in done.stderr
    done = baseline("policies", "--severity", "worst", code=2)
    assert "accepted: critical, high, low, medium" in " ".join(done.stderr.split())


def test_a_state_is_graded(tmp_path: Path) -> None:
    file = export(tmp_path, resource("aws:kms/key:Key", "key", {}))
    arguments = ("preview", str(tmp_path), "--state", str(file))
    result = json.loads(baseline(*arguments, "--format", "json", code=1).stdout)
    assert result["schema"] == "baseline/preview/v1"
    assert result["stack"] == "live"
    assert ("kms-rotation", "enabled") in {(f["policy"], f["key"]) for f in result["findings"]}
    shown = baseline(*arguments, code=1).stdout
    assert "kms-rotation[enabled] kms.Key key: key rotation is off" in shown
    missing = baseline("preview", "--state", "gone.json", code=3)
    assert "gone.json: cannot be read" in missing.stderr


def test_a_ratchet_spares_what_was_there(tmp_path: Path) -> None:
    until = (datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)).isoformat()
    file = export(tmp_path, resource("aws:kms/key:Key", "key", {}))
    reason = "Bought with the acquisition, is being rebuilt."
    made = baseline(
        *("ratchet", str(file), "--until", until, "--owner", "platform lead", "--reason", reason),
        *("--output", str(tmp_path / "ratchet.json")),
    )
    assert "2 legacy resources only warn until" in made.stderr.replace("\n", " ")
    settings = tmp_path / "policies.yaml"
    settings.write_text("ratchet: ratchet.json\n", encoding="utf-8")
    arguments = ("preview", str(tmp_path), "--state", str(file), "--policies", str(settings))
    shown = baseline(*arguments).stdout
    assert f"(legacy until {until})" in shown
    assert reason in shown
    newer = export(
        tmp_path, resource("aws:kms/key:Key", "key", {}), resource("aws:kms/key:Key", "new", {})
    )
    result = baseline(*arguments[:3], str(newer), *arguments[4:], "--format", "json", code=1)
    blocked = {
        f["urn"].rpartition("::")[2]
        for f in json.loads(result.stdout)["findings"]
        if f["level"] == "mandatory"
    }
    assert blocked == {"new"}


@pytest.mark.parametrize(
    ("until", "reason", "problem"),
    [
        ("tomorrow", "Bought with the acquisition.", "--until 'tomorrow'; accepted is a date"),
        ("2020-01-01", "Bought with the acquisition.", "accepted is a date from today to"),
        ("2999-01-01", "Bought with the acquisition.", "accepted is a date from today to"),
        ("", "old", "--until ''"),
    ],
)
def test_a_ratchet_that_is_refused(tmp_path: Path, until: str, reason: str, problem: str) -> None:
    file = export(tmp_path, resource("aws:kms/key:Key", "key", {}))
    options = ("--until", until, "--owner", "me", "--reason", reason)
    assert problem in baseline("ratchet", str(file), *options, code=2).stderr
