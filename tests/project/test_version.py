"""The version is set in pyproject.toml; files that Pulumi and pip read have copies of it."""

import subprocess
import sys
import tomllib

import pytest
import yaml

from soc2_baseline.core.version import VERSION
from tests.project.files import ROOT
from tests.support.commands import baseline

SET = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["version"]
PACKS = [
    ROOT / "policy_pack" / "PulumiPolicy.yaml",
    *sorted(ROOT.glob("stacks/*/policy/PulumiPolicy.yaml")),
]


def test_the_command_prints_the_version() -> None:
    assert VERSION == SET
    assert baseline("--version").stdout == f"baseline {SET}\n"


@pytest.mark.parametrize("module", ["soc2_baseline", "soc2_baseline.baseline"])
def test_the_package_can_be_executed(module: str) -> None:
    command = [sys.executable, "-m", module, "--version"]
    done = subprocess.run(command, capture_output=True, text=True, check=True)
    assert done.stdout == f"baseline {SET}\n"


def test_packs_and_the_template_name_the_same_version() -> None:
    assert len(PACKS) == 4
    assert [yaml.safe_load(pack.read_text())["version"] for pack in PACKS] == [SET] * 4
    template = tomllib.loads((ROOT / "stacks" / "tenant" / "pyproject.toml").read_text())
    assert f"soc2-baseline=={SET}" in template["project"]["dependencies"]
