"""`baseline new pack`: a folder that the engine and the preview start, with valid examples."""

import importlib.metadata
import re
import sys
from pathlib import Path

import pytest
import yaml

from soc2_baseline.baseline.new.pack import pack
from soc2_baseline.core import exceptions
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks
from soc2_baseline.policy_pack.catalog import BY_ID
from soc2_baseline.policy_pack.engine import settings, settings_file
from tests.support.commands import baseline

PROGRAM = Path(__file__).parents[2] / "integration" / "programs" / "public_bucket"
FILES = {"PulumiPolicy.yaml", "__main__.py", "policies.yaml", "exceptions.yaml", "README.md"}


@pytest.fixture
def written(tmp_path: Path) -> Path:
    folder = tmp_path / "guard"
    pack(folder).write()
    return folder


def manifest(folder: Path) -> dict[str, object]:
    tree: dict[str, object] = yaml.safe_load((folder / "PulumiPolicy.yaml").read_text())
    return tree


def uncommented(file: Path) -> str:
    """The file with its examples in force: lines of YAML behind a ``#``."""
    lines = file.read_text().splitlines()
    kept = [line for line in lines if re.match(r"# ( *- |[ a-z-]*[a-z-]+: *[^ ]?)", line)]
    return "\n".join(line.removeprefix("# ") for line in kept)


def test_command_writes_a_pack_that_judges(tmp_path: Path) -> None:
    folder = tmp_path / "guard"
    said = baseline("new", "pack", str(folder)).stdout
    assert {file.name for file in folder.iterdir()} == FILES
    assert all(f"wrote   {folder / name}" in said for name in FILES)
    assert f"pulumi preview --policy-pack {folder}" in said
    shown = baseline("preview", str(PROGRAM), "--pack", str(folder), code=1).stdout
    assert f"Exceptions: 0 from {folder / 'exceptions.yaml'}." in shown
    assert f"Settings: {folder / 'policies.yaml'}." in shown
    assert "VIOLATION" in shown


def test_settings_of_the_folder_count(written: Path) -> None:
    reason = "Only this rule is asked in the test of the command."
    (written / "policies.yaml").write_text(
        f"select: [{{rules: [s3-versioning]}}]\nreason: {reason}\n"
    )
    shown = baseline("preview", str(PROGRAM), "--pack", str(written), code=1).stdout
    assert reason in shown
    assert set(re.findall(r"VIOLATION .*?\) ([\w-]+)\[", shown)) == {"s3-versioning"}


def test_examples_are_valid_once_uncommented(written: Path) -> None:
    register = written / "exceptions.yaml"
    register.write_text(uncommented(register))
    (waiver,) = exceptions.load(register).waivers
    assert waiver.key in BY_ID[waiver.rule].keys
    assert waiver.covers(
        waiver.rule, waiver.key, "urn:pulumi:x::shop::aws:s3/bucket:Bucket::a"
    ) is (False)
    assert "$aws:s3/bucket:Bucket" in waiver.scope
    file = written / "policies.yaml"
    file.write_text(uncommented(file))
    read = settings_file.load(file, BY_ID)
    assert read.profile is settings.PolicyProfile.REGULATED
    assert len(read.select) == 2
    assert set(read.rules) == {"log-group-retention", "rds-backup-retention"}


def test_version_is_that_of_the_package(written: Path) -> None:
    version = importlib.metadata.version("soc2-baseline")
    assert manifest(written)["version"] == version
    assert version in (written / "README.md").read_text()


def test_environment_outside_of_the_project_is_absolute(written: Path) -> None:
    options = {"virtualenv": str(Path(sys.prefix).resolve())}
    assert manifest(written)["runtime"] == {"name": "python", "options": options}


def test_environment_of_the_project_is_relative(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "prefix", str(tmp_path / "it's" / ".venv"))
    folder = tmp_path / "it's" / "deep" / "guard"
    pack(folder).write()
    options = {"virtualenv": "../../.venv"}
    assert manifest(folder)["runtime"] == {"name": "python", "options": options}


def test_no_environment_no_option(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "prefix", sys.base_prefix)
    pack(tmp_path / "guard").write()
    assert manifest(tmp_path / "guard")["runtime"] == "python"


def test_folder_with_files_is_refused(written: Path) -> None:
    before = {file: file.read_text() for file in written.iterdir()}
    said = baseline("new", "pack", str(written), code=2).stderr
    assert said == (
        f"{written} holds files already (PulumiPolicy.yaml, README.md, __main__.py …); "
        "accepted is a new or an empty folder\n"
    )
    assert {file: file.read_text() for file in written.iterdir()} == before


def test_empty_folder_is_accepted(tmp_path: Path) -> None:
    pack(tmp_path).write()
    assert {file.name for file in tmp_path.iterdir()} == FILES


def test_file_is_refused(tmp_path: Path) -> None:
    (tmp_path / "guard").touch()
    with pytest.raises(ConfigError, match="guard is a file; accepted is a new or an empty folder"):
        pack(tmp_path / "guard")


def test_folder_that_cannot_be_made(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    with pytest.raises(EnvironmentLacks, match="cannot be written"):
        pack(tmp_path / "file" / "guard").write()
