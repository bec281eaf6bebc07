"""The root stack, previewed offline: no violation under any profile, and nothing renamed."""

import json
import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import Tenant
from soc2_baseline.core.vocabulary import Profile, Verdict
from soc2_baseline.policy_pack import FOLDER as PACK
from soc2_baseline.policy_pack.catalog import RULES
from tests.project.files import copy
from tests.support.golden import golden

ROOT = Path(__file__).parents[2]


@pytest.fixture(scope="module", params=list(Profile))
def root(request: pytest.FixtureRequest) -> Preview:
    return preview(load(ROOT, {"profile": request.param}, "example"), PackFiles(PACK))


def test_no_violation_and_no_error(root: Preview) -> None:
    wrong = [f for f in root.findings if f.verdict in (Verdict.VIOLATION, Verdict.ERROR)]
    assert wrong == []
    assert root.exit_code() == 0


def test_undetermined_findings_are_the_reviewed_ones(root: Preview) -> None:
    open_questions = sorted(
        f"{f.policy}[{f.key}] {f.urn}" for f in root.findings if f.verdict is Verdict.UNDETERMINED
    )
    golden(f"undetermined_{root.profile}.txt", open_questions)


@pytest.mark.parametrize("resolved", [Environment, Tenant], ids=["environment", "tenant"])
def test_everything_is_resolved_once(
    resolved: type[Environment | Tenant], monkeypatch: pytest.MonkeyPatch
) -> None:
    made: list[Any] = []
    make = resolved.__init__

    def counting(self: Any, *args: Any, **kwargs: Any) -> None:
        made.append(self)
        make(self, *args, **kwargs)

    monkeypatch.setattr(resolved, "__init__", counting)
    found = preview(load(ROOT, {}, "example"), PackFiles(PACK))
    tenants = {resource.tenant for resource in found.resources} - {None, "shared"}
    assert len(made) == (1 if resolved is Environment else len(tenants)) > 0


def test_urns_are_stable(root: Preview) -> None:
    """A URN that goes away replaces or deletes what it named: add an alias, or say so loudly."""
    golden(f"urns_{root.profile}.txt", [resource.urn for resource in root.resources])


def test_prod_needs_no_unavailable_types() -> None:
    found = preview(load(ROOT, {"profile": "prod"}, "example"), PackFiles(PACK))
    assert found.summary.not_offered == 0
    assert {r.tenant for r in found.resources if r.tenant} == {"acme", "borealis", "shared"}


def test_plan_names_the_source_of_each_resource(root: Preview) -> None:
    made = [r for r in root.resources if r.type.startswith("aws:")]
    assert all(r.source and r.source.line > 0 for r in made)


def test_default_broken_by_hand_is_found_and_named(tmp_path: Path) -> None:
    copy(tmp_path)
    files = [
        f for f in (tmp_path / "components/storage").glob("*.py") if '"Enabled"' in f.read_text()
    ]
    for file in files:
        broken = file.read_text().replace('"status": "Enabled"}', '"status": "Suspended"}')
        file.write_text(broken)
    command = [str(Path(sys.executable).with_name("baseline")), "preview"]
    environment = {**os.environ, "PYTHONPATH": str(tmp_path), "COLUMNS": "300"}
    told = subprocess.run(
        command, cwd=tmp_path, env=environment, capture_output=True, text=True, check=False
    )
    assert told.returncode == 1, told.stdout + told.stderr
    assert "s3-versioning[" in told.stdout
    assert "acme-data" in told.stdout
    rule = next(rule for rule in RULES if rule.id == "s3-versioning")
    assert rule.fix in told.stdout
    assert next(iter(rule.keys.values())) in told.stdout


def test_tenant_of_the_sandbox_can_do_without_unavailable_types() -> None:
    missing = {"aws:backup/selection:Selection": "not here"}
    config = {"profile": "sandbox", "baseline:unavailable-types": json.dumps(missing)}
    found = preview(load(ROOT, config, "example"), PackFiles(PACK))
    assert not [r for r in found.resources if r.type in missing]
    assert {f.verdict for f in found.findings if f.policy == "backup-coverage"} == {
        Verdict.NOT_OFFERED
    }


def test_stack_name_is_part_of_every_urn() -> None:
    project = replace(load(ROOT, {}, "example"), stack="other")
    assert all(
        r.urn.startswith("urn:pulumi:other::") for r in preview(project, PackFiles(PACK)).resources
    )
