"""`baseline new component`: files that are well formed and whose test fails until filled in."""

import ast
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from soc2_baseline.baseline.new.component import component
from soc2_baseline.baseline.new.draft import Draft
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.core.errors import ConfigError
from tests.project.files import ROOT, copy
from tests.support.commands import baseline

RUFF = Path(sys.prefix) / "bin" / "ruff"
AREAS = sorted(file.parent.name for file in (ROOT / "components").glob("*/__init__.py"))


@pytest.fixture(scope="module")
def clone(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    copy(folder)
    return folder


def test_files_of_a_component() -> None:
    draft = component("storage/SecureShare", "CC6.1,A1.2")
    assert [file.relative_to(ROOT).as_posix() for file in draft.created] == [
        "components/storage/secure_share.py",
        "tests/components/storage/test_secure_share.py",
    ]
    assert [file.relative_to(ROOT).as_posix() for file in draft.changed] == [
        "controls/cc6_1.yaml",
        "controls/a1_2.yaml",
    ]
    assert all("  - SecureShare\n" in text for text in draft.changed.values())


@pytest.mark.parametrize("name", ["Shared", "SecureShareWithAVeryLongName"])
def test_files_are_well_formed(name: str, tmp_path: Path) -> None:
    for area in AREAS:
        created = component(f"{area}/{name}", "CC6.1").created
        Draft({tmp_path / file.relative_to(ROOT): text for file, text in created.items()}).write()
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    for command in (["check"], ["format", "--check"]):
        done = subprocess.run(
            [RUFF, *command, "--quiet", "."], cwd=tmp_path, capture_output=True, text=True
        )
        assert done.returncode == 0, done.stdout + done.stderr


def test_token_and_arguments_are_as_in_every_component() -> None:
    source = next(iter(component("storage/SecureShare", "CC6.1").created.values()))
    classes = {node.name: node for node in ast.parse(source).body if isinstance(node, ast.ClassDef)}
    assert set(classes) == {"SecureShareArgs", "SecureSharePlan", "SecureShare"}
    made = classes["SecureShare"]
    assert [ast.unparse(base) for base in made.bases] == [BaselineComponent.__name__]
    assert [ast.unparse(keyword) for keyword in made.keywords] == ["area='storage'"]


def test_its_test_fails_until_it_is_filled_in(clone: Path) -> None:
    arguments = ("new", "component", "storage/SecureShare", "--criteria", "CC6.1")
    said = baseline(*arguments, PYTHONPATH=str(clone)).stdout
    assert str(clone / "components" / "storage" / "secure_share.py") in said
    tests = "tests/components/storage/test_secure_share.py tests/components/test_all_components.py"
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-q", *tests.split(), "-k", "secure_share or SecureShare"],
        cwd=clone,
        capture_output=True,
        text=True,
    )
    assert done.returncode == 1, done.stdout
    assert "1 failed, 4 passed" in done.stdout
    assert "make the resources, set each output, then call self.finish" in done.stdout
    again = baseline(*arguments, code=2, PYTHONPATH=str(clone)).stderr
    assert "the class SecureShare is there already" in again


@pytest.mark.parametrize(
    ("path", "criteria", "sentence"),
    [
        ("SecureShare", "CC6.1", "accepted is AREA/Name"),
        ("storage/secure_share", "CC6.1", "accepted is AREA/Name"),
        ("storage/../SecureShare", "CC6.1", "accepted is AREA/Name"),
        ("storage/SecureBucket", "CC6.1", "the class SecureBucket is there already"),
        ("shop/SecureShare", "CC6.1", "no folder 'shop' of components; accepted are access, "),
        ("storage/SecureShare", "CC6.9", "--criteria CC6.9: unknown criterion"),
    ],
)
def test_wrong_arguments(path: str, criteria: str, sentence: str) -> None:
    with pytest.raises(ConfigError) as error:
        component(path, criteria)
    assert sentence in str(error.value)
