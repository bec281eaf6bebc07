from pathlib import Path

import pytest

from soc2_baseline.controls.catalog import Control, load
from soc2_baseline.controls.coverage import (
    SCHEMA,
    Coverage,
    cover,
    document,
    summary,
    words_of_tests,
)

CONTROLS = {control.id: control for control in load()}


@pytest.fixture
def files(tmp_path: Path) -> Path:
    folder = tmp_path / "tests"
    for name, text in {
        "policy_pack/cases/s3.py": 'CASES = {"s3-tls-only-stack": 1, "s3-acl-disabled-extra": 2}',
        "components/test_network.py": "from components.network import TenantNetwork",
        "components/notes.txt": "SecureBucket",
        "controls/test_trace.py": "s3-versioning SecureBucket",
        "support/test_harness.py": "SecureBucket",
    }.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)
    return folder


def covered(criterion: str, folder: Path) -> tuple[str, ...] | None:
    (row,) = cover([CONTROLS[criterion]], words_of_tests(folder))
    return row.tests


def test_tests_are_the_files_that_name_a_part(files: Path) -> None:
    assert covered("CC6.7", files) == (
        "tests/components/test_network.py",
        "tests/policy_pack/cases/s3.py",
    )


def test_a_longer_name_is_another_name(files: Path) -> None:
    assert covered("CC6.3", files) == ()


def test_tests_of_the_controls_themselves_do_not_count(files: Path) -> None:
    assert covered("PI1.5", files) == ()


def test_without_a_folder_of_tests_nothing_is_claimed(tmp_path: Path) -> None:
    rows = cover(CONTROLS.values(), words_of_tests(tmp_path / "none"))
    assert {row.tests for row in rows} == {None}
    assert summary(rows)["tests"] is None


def test_totals_count_a_part_once() -> None:
    one, other = CONTROLS["CC6.7"], CONTROLS["CC6.6"]
    totals = summary([Coverage(one, ("a", "b")), Coverage(other, ("b", "c"))])
    assert totals["controls"] == 2
    assert totals["tests"] == 3
    assert totals["components"] == len({*one.components, *other.components})
    assert totals["rules"] == len({*one.rules, *other.rules})
    assert totals["gaps"] == len(one.gaps) + len(other.gaps)
    assert totals["groups"] == {"CC": 2, "A": 0, "C": 0, "PI": 0, "P": 0}
    assert totals["status"] == {"met": 0, "partial": 2, "unmet": 0}


def test_document() -> None:
    control: Control = CONTROLS["CC6.7"]
    made = document([Coverage(control, ("tests/a.py",))])
    assert made["schema"] == SCHEMA == "baseline/controls/v1"
    (row,) = made["controls"]
    assert row["id"] == "CC6.7"
    assert row["owner"] == "platform engineering"
    assert row["rules"] == list(control.rules)
    assert row["gaps"] == list(control.gaps)
    assert row["tests"] == ["tests/a.py"]
    assert row["counts"] == {
        "components": len(control.components),
        "rules": len(control.rules),
        "evidence": 0,
        "tests": 1,
        "gaps": len(control.gaps),
    }
