import re
from pathlib import Path

import pytest
import yaml

from soc2_baseline.controls.catalog import CRITERIA, FOLDER, Kind, Status, file_name, load
from soc2_baseline.core.errors import ConfigError

GOOD = {
    "id": "CC6.7",
    "title": "Data in motion",
    "statement": "Buckets refuse every request without TLS.",
    "status": "partial",
    "kind": "partly",
    "owner": "platform engineering",
    "frequency": "per-change",
    "components": ["SecureBucket"],
    "rules": ["s3-tls-only"],
    "evidence": [],
    "procedure": "A reviewed change opens a path.",
    "gaps": ["No evidence collector exists yet."],
}


def write(folder: Path, changes: dict[str, object], name: str = "cc6_7.yaml") -> None:
    (folder / name).write_text(yaml.safe_dump({**GOOD, **changes}))


def problems(folder: Path) -> list[str]:
    with pytest.raises(ConfigError) as caught:
        load(folder)
    return [problem.removeprefix(f"{folder}/") for problem in caught.value.problems]


def test_there_are_61_criteria() -> None:
    groups = [re.sub(r"[\d.]", "", criterion) for criterion in CRITERIA]
    assert {group: groups.count(group) for group in groups} == {
        "CC": 33,
        "A": 3,
        "C": 2,
        "PI": 5,
        "P": 18,
    }
    assert {"CC1.5", "CC3.4", "CC6.8", "CC9.2", "A1.3", "C1.2", "PI1.5", "P6.7"} <= set(CRITERIA)


def test_every_criterion_has_a_file_in_natural_order() -> None:
    assert tuple(control.id for control in load()) == CRITERIA


def test_nothing_is_automated_while_nothing_collects_evidence() -> None:
    for control in load():
        assert not control.evidence
        assert control.kind is not Kind.AUTOMATED
        assert control.status is not Status.MET


def test_the_wording_of_the_files() -> None:
    for path in sorted(FOLDER.glob("*.yaml")):
        text = path.read_text()
        assert not re.search(r"complian(t|ce)(?! mode)|certif(?!icate)|https?:|@", text, re.I), (
            path.name
        )
        assert all(len(line) <= 100 for line in text.splitlines()), path.name


def test_a_good_file(tmp_path: Path) -> None:
    write(tmp_path, {})
    (control,) = load(tmp_path)
    assert control.group == "CC"
    assert control.rules == ("s3-tls-only",)
    assert control.kind is Kind.PARTLY


def test_natural_order(tmp_path: Path) -> None:
    for criterion in ("P1.1", "A1.1", "CC9.1", "PI1.1", "CC2.1", "C1.1"):
        write(tmp_path, {"id": criterion}, file_name(criterion))
    ids = [control.id for control in load(tmp_path)]
    assert ids == ["CC2.1", "CC9.1", "A1.1", "C1.1", "PI1.1", "P1.1"]


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        (
            {"frequency": "often"},
            "cc6_7.yaml line 4: frequency: 'often' is not accepted; accepted is one",
        ),
        ({"kind": "full"}, "kind: 'full' is not accepted; accepted is one of automated, partly"),
        ({"status": 1}, "status: 1 is not accepted; accepted is one of met, partial, unmet"),
        ({"owner": "Somebody Else"}, "owner: 'Somebody Else' is not accepted; accepted is a role"),
        ({"title": 7}, "title: 7 is not accepted; accepted is our own short title"),
        ({"title": "Data in motion."}, "title: 'Data in motion.' is not accepted"),
        ({"statement": "no full stop"}, "statement: 'no full stop' is not accepted"),
        ({"procedure": None}, "procedure: None is not accepted"),
        ({"rules": [3]}, "rules[0]: 3 is not accepted; accepted is a list of rule ids"),
        ({"rules": "s3-tls-only"}, "rules: 's3-tls-only' is not accepted"),
        ({"components": ["secure-bucket"]}, "components[0]: 'secure-bucket' is not accepted"),
        ({"evidence": ["iam mfa"]}, "evidence[0]: 'iam mfa' is not accepted"),
        ({"tests": []}, "tests: not a field of a control; accepted are id, title"),
        ({"id": "CC6.9"}, "id: 'CC6.9' is not a criterion; accepted are CC1.1 to CC9.2"),
        ({"id": "CC6.6"}, "id: 'CC6.6' belongs in the file cc6_6.yaml"),
        ({"rules": ["s3-tls-only"] * 2}, "rules[1]: 's3-tls-only' is listed twice"),
        ({"status": "unmet"}, "status: unmet, yet names are listed"),
        ({"status": "met"}, "status: met, yet gaps are listed"),
        ({"gaps": []}, "gaps: empty; accepted for partial is at least one sentence"),
        ({"kind": "manual"}, "kind: manual, yet components or rules are listed"),
        ({"components": [], "rules": []}, "kind: partly, yet no name is listed"),
    ],
)
def test_a_bad_field(tmp_path: Path, changes: dict[str, object], told: str) -> None:
    write(tmp_path, changes)
    (problem,) = problems(tmp_path)
    assert re.match(r"cc6_7\.yaml line [1-9]\d*: ", problem)
    assert told in problem


def test_a_missing_field(tmp_path: Path) -> None:
    del (content := dict(GOOD))["owner"]
    (tmp_path / "cc6_7.yaml").write_text(yaml.safe_dump(content))
    (problem,) = problems(tmp_path)
    assert problem.startswith(
        "cc6_7.yaml line 1: owner: missing; accepted is a role, one of executive"
    )


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("id: [", "cannot be read as YAML"),
        (
            "id: CC6.7\nid: CC6.7\n",
            "line 2: cannot be read as YAML: the key 'id' is already set on line 1",
        ),
        ("? [id]\n: CC6.7\n", "cannot be read as YAML"),
        ("- CC6.7\n", "['CC6.7'] is not a control"),
        ("", "None is not a control"),
    ],
)
def test_a_file_that_is_no_control(tmp_path: Path, text: str, told: str) -> None:
    (tmp_path / "cc6_7.yaml").write_text(text)
    (problem,) = problems(tmp_path)
    assert re.match(r"cc6_7\.yaml line [1-9]\d*: ", problem)
    assert told in problem


def test_all_problems_of_all_files_are_told_together(tmp_path: Path) -> None:
    write(tmp_path, {"frequency": "often", "owner": "nobody"})
    write(tmp_path, {"id": "A1.1", "gaps": []}, "a1_1.yaml")
    write(tmp_path, {"id": "C1.1"}, "c1_1.yml")
    (tmp_path / "p1_1.yaml").write_text("{")
    assert [problem.split(" ")[0] for problem in problems(tmp_path)] == [
        "a1_1.yaml",
        "c1_1.yml",
        "cc6_7.yaml",
        "cc6_7.yaml",
        "p1_1.yaml",
    ]


def test_an_empty_folder(tmp_path: Path) -> None:
    (problem,) = problems(tmp_path)
    assert "no control file; accepted is one such as cc6_1.yaml" in problem
