"""What ``baseline explain`` says about rules, criteria, groups and components."""

import re
from pathlib import Path

import pytest

from soc2_baseline.baseline.cli.component_sources import components
from soc2_baseline.baseline.cli.rule_page import rule_page
from soc2_baseline.controls.catalog import CRITERIA, load
from soc2_baseline.controls.trace import family
from soc2_baseline.core.errors import EnvironmentLacks
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from tests.support.commands import baseline

CONTROLS = {control.id: control for control in load()}


def test_a_rule_is_explained_with_its_why_and_its_criteria() -> None:
    shown = baseline("explain", "kms-rotation").stdout
    assert BY_ID["kms-rotation"].why in shown
    assert "fix: " in shown
    assert re.search(r"^file: policy_pack/rules/kms/\w+\.py:\d+$", shown, re.MULTILINE)
    for criterion in BY_ID["kms-rotation"].criteria:
        assert CONTROLS[criterion].title in shown


@pytest.mark.parametrize("name", ["CC6", "cc6"])
def test_a_group_lists_its_criteria_with_titles_and_status(name: str) -> None:
    shown = baseline("explain", name).stdout
    listed = [line.split() for line in shown.splitlines() if line.startswith("  CC")]
    assert [words[0] for words in listed] == [c for c in CRITERIA if c.startswith("CC6.")]
    for identity, status, *title in listed:
        assert (status, " ".join(title)) == (CONTROLS[identity].status, CONTROLS[identity].title)


def test_letters_alone_are_a_group_too() -> None:
    shown = baseline("explain", "PI").stdout
    assert "5 criteria" in shown
    assert "CC" not in shown


def test_a_criterion_is_grouped_and_counted() -> None:
    control = CONTROLS["CC6.1"]
    shown = baseline("explain", "cc6.1").stdout
    titles = [line for line in shown.splitlines() if line and not line.startswith(" ")][-4:]
    assert titles == ["Built", f"Open ({len(control.gaps)})", "Yours", "Look at first"]
    own = [rule for rule in RULES if family(rule.id) in control.rules]
    assert f"{len(control.components)} components, {len(own)} rules" in shown
    words = set(shown.replace(",", " ").split())
    assert {rule.id for rule in own} | set(control.components) <= words
    (kms,) = [line for line in shown.splitlines() if line.startswith("  kms (")]
    assert f"({sum(rule.folder == 'kms' for rule in own)})" in kms


def test_a_criterion_of_people_alone() -> None:
    shown = baseline("explain", "CC1.1").stdout
    assert "Built\n  Nothing.\n" in shown
    assert CONTROLS["CC1.1"].procedure in shown
    assert "Owner: people operations" in shown


def test_every_criterion_has_a_page_that_fits_the_terminal() -> None:
    for criterion in ("CC6.1", "CC7.2", "A1.2", "P8.1"):
        for width in (60, 100):
            shown = baseline("explain", criterion, COLUMNS=str(width)).stdout
            assert max(map(len, shown.splitlines())) <= width, (criterion, width)


def test_a_component_is_explained_with_its_file_and_criteria() -> None:
    shown = baseline("explain", "securebucket").stdout
    assert "components/storage/secure_bucket.py" in shown
    assert components()["SecureBucket"].summary in shown
    assert CONTROLS["C1.2"].title in shown


def test_components_are_those_of_the_controls() -> None:
    named = {name for control in CONTROLS.values() for name in control.components}
    assert named == set(components())


@pytest.mark.parametrize(
    ("typo", "meant"),
    [
        ("s3-versoning", "did you mean s3-versioning"),
        ("securebuckt", "did you mean SecureBucket"),
        ("CC6.11", "did you mean CC6.1"),
        ("rotation", "secret-rotation"),
        ("zzz", "groups such as CC6, and the components AccountDefaults, "),
    ],
)
def test_a_typo_gets_what_was_meant(typo: str, meant: str) -> None:
    done = baseline("explain", typo, code=2)
    assert meant in done.stderr
    assert done.stdout == ""


def test_a_rule_is_explained_with_good_and_bad_programs() -> None:
    page = baseline("explain", "s3-versioning", "--examples").stdout
    headings = re.findall(r"^## (\w+)$", page, re.MULTILINE)
    assert headings == ["Why", "Good", "Bad", "Fix", "Except"]
    assert "\n+    aws.s3.BucketVersioning(" in page
    assert "policy_pack/rules/s3/" in page


def test_examples_of_something_else_than_a_rule_are_refused() -> None:
    assert "'CC6.1' is not a rule" in baseline("explain", "CC6.1", "--examples", code=2).stderr


def test_examples_need_a_checkout(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentLacks, match="--examples needs a checkout"):
        rule_page("s3-versioning", tmp_path)


def test_a_page_that_cannot_be_written_has_a_reason(tmp_path: Path) -> None:
    (tmp_path / "tests" / "corpus").mkdir(parents=True)
    (tmp_path / "tools" / "docs").mkdir(parents=True)
    with pytest.raises(EnvironmentLacks, match=r"s3-versioning cannot be written: .*No module"):
        rule_page("s3-versioning", tmp_path)
