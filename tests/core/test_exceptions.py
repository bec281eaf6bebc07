"""Exceptions: where their file is found, what an entry must have, what it covers."""

import datetime
import re
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.exceptions import FILE_NAME, VARIABLE, Register, Waiver, load, locate
from soc2_baseline.core.exceptions_file import Entry

TODAY = datetime.date(2027, 1, 31)
ENTRY: dict[str, Any] = {
    "id": "EX-1",
    "rule": "s3-versioning",
    "scope": "urn:pulumi:*::shop::aws:s3/bucket:Bucket::cache",
    "reason": "Machines overwrite the same object all day long.",
    "owner": "platform lead",
    "approver": "security lead",
    "ticket": "OPS-1",
    "expires": TODAY,
}
CACHE = "urn:pulumi:prod::shop::aws:s3/bucket:Bucket::cache"


def written(file: Path, *entries: Any) -> Path:
    file.write_text(yaml.safe_dump(list(entries)), encoding="utf-8")
    return file


def without(field: str) -> dict[str, Any]:
    return {name: value for name, value in ENTRY.items() if name != field}


def waiver(**changed: Any) -> Waiver:
    return Waiver(**Entry.model_validate({**ENTRY, **changed}).model_dump())


def problems(file: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load(file)
    assert refused.value.exit_code == 2
    return refused.value.problems


def test_variable_before_configuration_before_folder(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    assert locate(tmp_path) is None
    own = written(tmp_path / FILE_NAME)
    configured = written(tmp_path / "configured.yaml")
    named = written(tmp_path / "named.yaml")
    assert locate(tmp_path) == own
    assert locate(tmp_path, str(configured)) == configured
    monkeypatch.setenv(VARIABLE, str(named))
    assert locate(tmp_path, str(configured)) == named
    monkeypatch.setenv(VARIABLE, "")
    assert locate(tmp_path, str(configured)) == configured


def test_a_named_file_must_exist(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    with pytest.raises(
        ConfigError, match=r"exemption-hygiene\.file: 'no\.yaml' is not a file; acc"
    ):
        locate(tmp_path, "no.yaml")
    monkeypatch.setenv(VARIABLE, str(tmp_path))
    with pytest.raises(ConfigError, match=f"{VARIABLE}: '.*' is not a file; accepted is the path"):
        locate(tmp_path, "no.yaml")


def test_no_file_is_an_empty_register() -> None:
    register = load(None)
    assert (register.waivers, register.source) == ((), None)


def test_a_register_is_read(tmp_path: Path) -> None:
    file = written(tmp_path / FILE_NAME, ENTRY, {**ENTRY, "id": "EX-2", "key": "status"})
    register = load(file)
    assert register.source == file
    assert [w.id for w in register.waivers] == ["EX-1", "EX-2"]
    assert register.waivers[0].expires == TODAY
    assert register.get("EX-2") is register.waivers[1]
    assert register.get("EX-3") is None


def test_an_empty_file_has_no_exceptions(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text("# none yet\n")
    assert load(file).waivers == ()


@pytest.mark.parametrize(
    ("entry", "sentence"),
    [
        ({**ENTRY, "id": "EX 1"}, ": id is 'EX 1'; accepted is text like ^[A-Za-z0-9]"),
        ({**ENTRY, "rule": ""}, ": rule is ''; string should have at least 1 character"),
        ({**ENTRY, "rule": 7}, ": rule is 7; input should be a valid string"),
        ({**ENTRY, "key": " "}, ": key is ' '; string should have at least 1 character"),
        ({**ENTRY, "scope": None}, ": scope is None; input should be a valid string"),
        ({**ENTRY, "reason": "why not"}, ": reason is 'why not'; string should have at least 20"),
        ({**ENTRY, "owner": []}, ": owner is []; input should be a valid string"),
        ({**ENTRY, "approver": 1}, ": approver is 1; input should be a valid string"),
        ({**ENTRY, "ticket": ""}, ": ticket is ''; string should have at least 1 character"),
        ({**ENTRY, "expires": "soon"}, ": expires is 'soon'; input should be a valid date"),
        (
            {**ENTRY, "approver": "platform lead"},
            ": approver 'platform lead' is the owner; accepted is another person",
        ),
        (
            {**ENTRY, "approved_by": "me"},
            ": approved_by is unknown; accepted are approver, expires, id, key, owner, reason, "
            "rule, scope, ticket",
        ),
        (without("id"), ": id is missing; accepted is a name of its own"),
        (without("rule"), ": rule is missing; accepted is the id of a rule"),
        (without("scope"), ": scope is missing; accepted is a URN"),
        (without("reason"), ": reason is missing; accepted is the reason, in 20"),
        (without("owner"), ": owner is missing; accepted is the role or team"),
        (without("approver"), ": approver is missing; accepted is another person"),
        (without("ticket"), ": ticket is missing; accepted is the ticket of the decision"),
        (without("expires"), ": expires is missing; accepted is a date, at most 90 days"),
        ("EX-2", " is 'EX-2'; input should be a valid dictionary"),
    ],
)
def test_a_wrong_field_is_one_sentence(tmp_path: Path, entry: Any, sentence: str) -> None:
    file = written(tmp_path / FILE_NAME, {**ENTRY, "id": "EX-0"}, entry)
    (said,) = problems(file)
    assert re.match(rf"{re.escape(str(file))} line \d+{re.escape(sentence)}", said)
    assert "\n" not in said


def test_all_wrong_entries_are_told_together(tmp_path: Path) -> None:
    said = problems(
        written(tmp_path / FILE_NAME, {**ENTRY, "id": "!"}, {**without("owner"), "x": 1})
    )
    assert [sentence.split(": ")[1].split(" ")[0] for sentence in said] == ["id", "owner", "x"]


def test_an_id_that_is_used_twice(tmp_path: Path) -> None:
    (said,) = problems(written(tmp_path / FILE_NAME, ENTRY, {**ENTRY, "key": "status"}))
    place = f"{tmp_path / FILE_NAME} line 11: id"
    assert said == f"{place} 'EX-1' is used twice; accepted is a new id"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (b"id: EX-1", "is {'id': 'EX-1'}; input should be a valid list"),
        (b"- [", ": cannot be read as YAML: "),
        (b"\xff\xfe\xfa", ": cannot be read as YAML: "),
    ],
)
def test_no_list_of_entries(tmp_path: Path, content: bytes, sentence: str) -> None:
    file = tmp_path / FILE_NAME
    file.write_bytes(content)
    (said,) = problems(file)
    assert said.startswith(f"{file}")
    assert sentence in said


@pytest.mark.parametrize(
    ("changed", "found"),
    [
        ({}, True),  # the day of expiry is the last one
        ({"expires": TODAY - datetime.timedelta(days=1)}, False),
        ({"rule": "s3-tls-only"}, False),
        ({"key": "status"}, True),
        ({"key": "mfa"}, False),
        ({"scope": CACHE}, True),
        ({"scope": "urn:pulumi:*::shop::*::c?che"}, True),
        ({"scope": "*::Cache"}, False),  # case counts
        ({"scope": "cache"}, False),  # the whole URN has to fit
        ({"scope": "urn:pulumi:stage::*"}, False),
    ],
)
def test_what_a_waiver_covers(changed: dict[str, Any], found: bool) -> None:
    one = waiver(**changed)
    register = Register((one,), today=TODAY)
    assert register.find("s3-versioning", "status", CACHE) is (one if found else None)


def test_a_waiver_without_key_covers_all_keys() -> None:
    register = Register((waiver(),), today=TODAY)
    assert register.find("s3-versioning", "anything", CACHE)
    assert register.find("s3-versioning", None, CACHE)


def test_an_expired_waiver_does_not_hide_one_in_force() -> None:
    old = waiver(expires=TODAY - datetime.timedelta(days=1))
    new = waiver(id="EX-2")
    assert Register((old, new), today=TODAY).find("s3-versioning", "status", CACHE) is new


def test_days_left() -> None:
    assert [waiver().days_left(TODAY - datetime.timedelta(days=n)) for n in (0, 90, -1)] == [
        0,
        90,
        -1,
    ]
