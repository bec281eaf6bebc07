"""Vendors: where their file is found, what an entry must have, whom it stands for."""

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline import controls
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vendors import FILE_NAME, VARIABLE, Vendors, load, locate

DAY = datetime.date(2027, 1, 31)
ENTRY: dict[str, Any] = {
    "name": "Watcher",
    "purpose": "Watches the service from outside.",
    "owner": "operations",
    "accounts": ["222222222222"],
    "organizations": ["o-abcdefghij"],
    "issuers": ["token.example.com", "hosted.example.com/us"],
    "services": ["probes"],
    "data-classes": ["internal"],
    "reviewed": datetime.date(2026, 1, 31),
    "review-due": DAY,
}


def written(file: Path, *entries: Any) -> Path:
    file.parent.mkdir(exist_ok=True)
    file.write_text(yaml.safe_dump(list(entries)), encoding="utf-8")
    return file


def problems(file: Path) -> tuple[str, ...]:
    with pytest.raises(ConfigError) as refused:
        load(file)
    assert refused.value.exit_code == 2
    return refused.value.problems


def test_variable_before_folder_before_controls(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.delenv(VARIABLE, raising=False)
    pack = tmp_path / "pack"
    assert locate(pack) is None
    beside = written(tmp_path / "controls" / FILE_NAME)
    assert locate(pack) == beside
    own = written(pack / FILE_NAME)
    assert locate(pack) == own
    named = written(tmp_path / "named.yaml")
    monkeypatch.setenv(VARIABLE, str(named))
    assert locate(pack) == named


def test_a_named_file_must_be_there(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path / "none.yaml"))
    with pytest.raises(ConfigError, match=r"BASELINE_VENDORS: .*none.yaml' is not a file"):
        locate(tmp_path)


def test_no_file_is_no_register_and_an_empty_one_is(tmp_path: Path) -> None:
    assert load(None) is None
    empty = load(written(tmp_path / FILE_NAME))
    assert empty == Vendors((), tmp_path / FILE_NAME)


def test_whom_a_vendor_stands_for(tmp_path: Path) -> None:
    vendors = load(written(tmp_path / FILE_NAME, ENTRY))
    assert vendors is not None
    (vendor,) = vendors.entries
    assert vendors.by_account("222222222222") is vendor
    assert vendors.by_organization("o-abcdefghij") is vendor
    assert vendors.by_issuer("token.example.com") is vendor
    assert vendors.by_issuer("token.example.com/any/path") is vendor
    assert vendors.by_issuer("hosted.example.com/us") is vendor
    assert vendors.by_issuer("hosted.example.com/eu") is None
    assert vendors.by_issuer("hosted.example.com") is None
    assert vendors.by_account("333333333333") is None
    assert vendors.accounts == {"222222222222"}
    assert not vendor.overdue(DAY)
    assert vendor.overdue(DAY + datetime.timedelta(days=1))


@pytest.mark.parametrize(
    ("changed", "told"),
    [
        (
            {"accounts": ["1234"]},
            ": accounts[0] is '1234'; accepted is an AWS account number: 12",
        ),
        (
            {"accounts": [222222222222]},
            ": accounts[0] is 222222222222; accepted is an AWS account",
        ),
        (
            {"organizations": ["r-1"]},
            ": organizations[0] is 'r-1'; accepted is an AWS organization",
        ),
        ({"issuers": ["https://a.b"]}, ": issuers[0] is 'https://a.b'; accepted is the host"),
        (
            {"data-classes": ["secret"]},
            ": data-classes[0] is 'secret'; accepted is one of public",
        ),
        ({"purpose": "x"}, ": purpose is 'x'; accepted is its purpose, in 10"),
        ({"review-due": "soon"}, ": review-due is 'soon'; accepted is the date of the next"),
        ({"review-due": ENTRY["reviewed"]}, "review-due 2026-01-31 is not after reviewed"),
        ({"issuers": "a.b"}, ": issuers is 'a.b'; accepted is a list"),
        ({"url": "x"}, ": url is unknown; accepted are accounts, data-classes, issuers"),
    ],
)
def test_a_wrong_entry(tmp_path: Path, changed: dict[str, Any], told: str) -> None:
    (problem,) = problems(written(tmp_path / FILE_NAME, ENTRY | changed))
    assert told in problem


def test_a_missing_field(tmp_path: Path) -> None:
    entry = {name: value for name, value in ENTRY.items() if name != "owner"}
    (problem,) = problems(written(tmp_path / FILE_NAME, entry))
    assert ": owner is missing; accepted is the role that answers for it" in problem


def test_nobody_is_there_twice(tmp_path: Path) -> None:
    other = {**ENTRY, "name": "Other", "issuers": [], "organizations": []}
    told = problems(written(tmp_path / FILE_NAME, ENTRY, other))
    assert [problem.partition(": ")[2] for problem in told] == [
        "accounts[0]: account '222222222222' is listed twice; accepted is one entry"
    ]


def test_a_file_that_is_no_list(tmp_path: Path) -> None:
    file = tmp_path / FILE_NAME
    file.write_text("a: [", encoding="utf-8")
    assert "cannot be read as YAML" in problems(file)[0]
    file.write_text("a: 1", encoding="utf-8")
    assert problems(file)


def test_ours_is_right() -> None:
    vendors = load(Path(controls.__file__).parent / FILE_NAME)
    assert vendors is not None
    assert vendors.by_issuer("token.actions.githubusercontent.com") is not None
