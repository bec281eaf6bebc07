"""`baseline new rule`: what it plans for each folder, and what it refuses."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import soc2_baseline
from soc2_baseline.baseline.new import checkout, controls
from soc2_baseline.baseline.new.draft import Draft
from soc2_baseline.baseline.new.registration import with_module
from soc2_baseline.baseline.new.rule import rule
from soc2_baseline.controls.catalog import CRITERIA
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks
from tests.project.files import ROOT, files
from tests.support.commands import baseline

FOLDERS = checkout.packages(ROOT / "policy_pack" / "rules")
RUFF = Path(sys.prefix) / "bin" / "ruff"
ID = "s3-inventory-encrypted"


def placed(draft: Draft, folder: Path) -> None:
    """Write what is planned for the repository into another folder."""
    created, changed = (
        {folder / file.relative_to(ROOT): text for file, text in some.items()}
        for some in (draft.created, draft.changed)
    )
    Draft(created, changed).write()


def module_of(draft: Draft) -> str:
    return next(iter(draft.created)).relative_to(ROOT / "policy_pack" / "rules").as_posix()


def test_a_rule_for_each_folder_is_well_formed(tmp_path: Path) -> None:
    assert len(FOLDERS) > 30
    for folder in FOLDERS:
        fact = f"{folder.rstrip('_').replace('_', '-')}-some-fact-that-holds"
        placed(rule(fact, folder, "CC6.1,CC7.2"), tmp_path)
        source = (tmp_path / "policy_pack" / "rules" / folder / "__init__.py").read_text()
        rules = ast.unparse(ast.parse(source))
        assert "some_fact_that_holds" in rules.partition("RULES =")[0], folder
        assert "*some_fact_that_holds.RULES" in rules.partition("RULES =")[2], folder
        before = (ROOT / "policy_pack" / "rules" / folder / "__init__.py").read_text()
        names = {part for part in before.replace("*", " ").split() if part.endswith(".RULES,")}
        assert names <= set(source.replace("*", " ").split()), folder
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [RUFF, *command, "--quiet", "."], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_rules_that_have_to_be_last_stay_last() -> None:
    draft = rule("every-resource-named", "every_resource", "CC6.1")
    source = draft.changed[ROOT / "policy_pack" / "rules" / "every_resource" / "__init__.py"]
    assert source.rstrip().endswith("*exemptions.RULES,\n)")
    assert "RULES = (\n    *named.RULES,\n" in source


def test_a_folder_whose_rules_are_those_of_one_module() -> None:
    source = '"""Rules."""\n\nfrom a.b import sessions\n\nRULES = sessions.RULES\n'
    assert with_module(source, "a.b", "more") == (
        '"""Rules."""\n\nfrom a.b import more, sessions\n\nRULES = (*sessions.RULES, *more.RULES)\n'
    )


def test_files_of_a_rule() -> None:
    draft = rule(ID, "s3", "CC6.1,P1.1", "s3.Inventory")
    assert [file.relative_to(ROOT).as_posix() for file in draft.created] == [
        "policy_pack/rules/s3/inventory_encrypted.py",
        "tests/policy_pack/cases/s3_inventory_encrypted.py",
        "tests/corpus/s3_inventory_encrypted.py",
        "tests/corpus/s3_inventory_encrypted.yaml",
    ]
    assert [file.relative_to(ROOT).as_posix() for file in draft.changed] == [
        "policy_pack/rules/s3/__init__.py",
        "controls/cc6_1.yaml",
        "controls/p1_1.yaml",
    ]
    written = draft.created[ROOT / "policy_pack" / "rules" / "s3" / "inventory_encrypted.py"]
    assert 'criteria=("CC6.1", "P1.1"),' in written
    assert 'types=("s3.Inventory",),' in written


def test_type_of_the_folder_where_none_is_given() -> None:
    written = next(iter(rule("kms-described", "kms", "CC6.1").created.values()))
    assert 'types=("kms.Key",),' in written
    assert 'criteria=("CC6.1",),' in written


@pytest.mark.parametrize(
    ("rule_id", "service", "module"),
    [
        ("s3-inventory-encrypted", "s3", "s3/inventory_encrypted.py"),
        ("lambda-described", "lambda", "lambda_/described.py"),
        ("bucket-described", "s3", "s3/bucket_described.py"),
        ("s3-locks", "s3", "s3/s3_locks.py"),  # locks.py is there
        ("iam-token", "iam", "iam/iam_token.py"),  # the standard library has token
        ("iam-class", "iam", "iam/iam_class.py"),  # a keyword
        ("s3-2-zones", "s3", "s3/s3_2_zones.py"),
    ],
)
def test_module_has_the_name_of_the_fact(rule_id: str, service: str, module: str) -> None:
    assert module_of(rule(rule_id, service, "CC6.1")) == module


@pytest.mark.parametrize("criterion", CRITERIA)
@pytest.mark.parametrize("field", ["rules", "components"])
def test_only_the_entry_is_added_to_a_control_file(criterion: str, field: str) -> None:
    (file,) = controls.files_of(ROOT, (criterion,))
    written = controls.with_entry(file, field, "zz-new")
    assert "  - zz-new\n" in written
    before = file.read_text().replace(f"{field}: []\n", f"{field}:\n")
    assert written.replace("  - zz-new\n", "") == before


@pytest.mark.parametrize(
    ("changed", "sentence"),
    [
        ({"rule_id": "S3_x"}, "ID 'S3_x'; accepted are lower-case words and digits"),
        ({"rule_id": "s3"}, "ID 's3'; accepted are lower-case words"),
        ({"rule_id": "s3-" + "x" * 60}, "60 characters at most"),
        ({"rule_id": "s3-tls-only"}, "ID s3-tls-only is a rule already"),
        ({"service": "s33"}, "--service s33: no such folder; accepted are account, analytics"),
        ({"service": "../s3"}, "--service ../s3: no such folder"),
        ({"criteria": "CC6.1,CC6.9"}, "--criteria CC6.9: unknown criterion; accepted are CC1.1 to"),
        ({"criteria": " , "}, "--criteria is empty; accepted are criteria such as"),
        ({"resource_type": "Bucket"}, "--type Bucket: accepted is a type such as s3.Bucket"),
    ],
)
def test_wrong_arguments(changed: dict[str, str], sentence: str) -> None:
    given = {"rule_id": ID, "service": "s3", "criteria": "CC6.1", **changed}
    with pytest.raises(ConfigError) as error:
        rule(**given)
    (problem,) = error.value.problems
    assert sentence in problem


def test_command_refuses_all_at_once_and_writes_nothing() -> None:
    before = files()
    done = baseline("new", "rule", "S3", "--service", "x", "--criteria", "CC0.1", code=2)
    assert len(done.stderr.splitlines()) == 3
    assert "Traceback" not in done.stderr
    assert files() == before


def test_nothing_is_written_if_one_file_is_there(tmp_path: Path) -> None:
    draft = rule(ID, "s3", "CC6.1")
    there = tmp_path / "tests" / "corpus" / "s3_inventory_encrypted.py"
    there.parent.mkdir(parents=True)
    there.write_text("mine")
    with pytest.raises(ConfigError, match=r"s3_inventory_encrypted\.py is already there"):
        placed(draft, tmp_path)
    assert [file for file in tmp_path.rglob("*") if file.is_file()] == [there]
    assert there.read_text() == "mine"


def test_an_installed_package_has_no_repository(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(soc2_baseline, "__file__", str(tmp_path / "soc2_baseline" / "__init__.py"))
    with pytest.raises(EnvironmentLacks, match="is not a checkout of the repository"):
        rule(ID, "s3", "CC6.1")
