"""The tenant template: rendered as ``pulumi new`` does, previewed, deployed by the engine."""

import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
import yaml

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack import FOLDER as PACK
from soc2_baseline.stacks.common.tenant_settings import TenantStackSettings
from tests.support import verdicts
from tests.support.engine import Engine, requires_engine
from tests.support.golden import golden
from tests.support.moto_server import ACCOUNT

TEMPLATE = Path(__file__).parents[2] / "stacks" / "tenant"
SANDBOX = {"baseline:region": "eu-central-1", "baseline:owner": "platform"}
ANSWERS = {"baseline:tenant-id": "acme", "baseline:account-id": "123456789012"}

PIPELINE = {
    "baseline:repo": "acme/tenant",
    "baseline:commit": "4f2c1d9",
    "baseline:change-id": "PR-1",
}


def rendered(folder: Path) -> Path:
    """The template with its placeholders replaced, as the CLI does it."""
    shutil.copytree(TEMPLATE, folder, ignore=shutil.ignore_patterns("__pycache__"))
    for file in folder.iterdir():
        if file.is_file():
            text = file.read_text().replace("${PROJECT}", "acme-prod")
            file.write_text(text.replace("${DESCRIPTION}", "Acme's tenant"))
    manifest = yaml.safe_load((folder / "Pulumi.yaml").read_text())
    asked = manifest.pop("template")["config"]
    config = {key: entry["default"] for key, entry in asked.items() if "default" in entry}
    (folder / "Pulumi.yaml").write_text(yaml.safe_dump(manifest))
    (folder / "Pulumi.prod.yaml").write_text(yaml.safe_dump({"config": config | ANSWERS}))
    return folder


def test_rendered_tenant_previews_without_a_violation(tmp_path: Path) -> None:
    folder = rendered(tmp_path / "new")
    found = preview(load(folder, PIPELINE), PackFiles(folder / "policy"))
    assert [f for f in found.findings if f.verdict in (Verdict.VIOLATION, Verdict.ERROR)] == []
    assert {r.tenant for r in found.resources if r.tenant} == {"acme"}
    golden("urns_tenant.txt", [resource.urn for resource in found.resources])


def test_template_asks_only_for_settings_that_exist() -> None:
    asked = yaml.safe_load((TEMPLATE / "Pulumi.yaml").read_text())["template"]["config"]
    known = {
        f"baseline:{info.alias or name}" for name, info in TenantStackSettings.model_fields.items()
    }
    assert asked.keys() <= known
    without_default = {key for key, entry in asked.items() if "default" not in entry}
    assert without_default == set(ANSWERS)


def test_unanswered_question_is_one_message(tmp_path: Path) -> None:
    folder = rendered(tmp_path / "new")
    file = folder / "Pulumi.prod.yaml"
    config = yaml.safe_load(file.read_text())["config"]
    del config["baseline:tenant-id"]
    file.write_text(yaml.safe_dump({"config": config}))
    with pytest.raises(ConfigError, match="tenant-id is missing"):
        preview(load(folder, {}), PackFiles(PACK))


@requires_engine
@pytest.mark.integration
def test_pulumi_new_renders_it_and_the_engine_deploys_it(
    tmp_path: Path, engine: Callable[..., Engine]
) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    environment = engine(rendered(tmp_path / "other")).env
    new = ["pulumi", "new", str(TEMPLATE), "--generate-only", "--yes", "--name", "acme-prod"]
    made = subprocess.run(
        [*new, "--description", "Acme"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stdout + made.stderr
    assert yaml.safe_load((folder / "Pulumi.yaml").read_text())["name"] == "acme-prod"
    assert "acme-prod" in (folder / "pyproject.toml").read_text()
    (folder / ".venv").symlink_to(sys.prefix)  # what installing its requirements would make
    config = {"baseline:tenant-id": "acme"} | SANDBOX
    stack = engine(folder, config=config, policy_pack=folder / "policy")
    stack.preview()
    sandbox = {"baseline:profile": "sandbox", "baseline:account-id": ACCOUNT}
    assert verdicts.engine(stack) == verdicts.offline(folder, config | sandbox)
    stack.up()
    assert stack.outputs()["bucketName"].startswith("acme-data-")
    stack.destroy()
    assert stack.export() == []
