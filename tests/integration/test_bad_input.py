"""Everything that a user can get wrong: one message that helps, and nothing created."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.core.errors import BaselineError
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.engine import Engine, requires_engine

ROOT = Path(__file__).parents[2]
PROGRAMS = Path(__file__).parent / "programs"
ACME = {"id": "acme", "cidr": "10.20.0.0/20"}

SETTINGS: dict[str, tuple[dict[str, Any], list[str]]] = {
    "unknown key": ({"baseline:profil": "prod"}, ["profil is unknown", "accepted are", "profile"]),
    "malformed tenant id": (
        {"baseline:tenants": [{"id": "Acme!"}]},
        ["tenant 'Acme!'", "3 to 20 characters"],
    ),
    "overlapping networks": (
        {"baseline:tenants": [ACME, {"id": "beta", "cidr": "10.20.8.0/21"}]},
        ["10.20.0.0/20 of 'acme' overlaps 10.20.8.0/21 of 'beta'", "share no address"],
    ),
    "unknown region": (
        {"baseline:region": "eu-centrall-1"},
        ["region 'eu-centrall-1' is unknown", "eu-central-1"],
    ),
    "tenant twice": (
        {"baseline:tenants": [ACME, ACME]},
        ["'acme' is listed 2 times", "accepted is once"],
    ),
    "data class without objectives": (
        {"baseline:tenants": [{**ACME, "data-class": "personal"}]},
        ["data_class personal needs objectives.data with rto and rpo"],
    ),
}

WAIVER = {
    "id": "EX-1",
    "rule": "s3-versioning",
    "scope": "urn:pulumi:*::baseline::*::acme-data",
    "reason": "Machines overwrite the same object all day long.",
    "owner": "platform lead",
    "approver": "security lead",
    "ticket": "OPS-1",
    "expires": "2099-01-01",
}


def exceptions(tmp_path: Path, **changed: Any) -> Path:
    """A register of one entry, with fields changed."""
    file = tmp_path / "exceptions.yaml"
    file.write_text(yaml.safe_dump([{**WAIVER, **changed}]))
    return file


@pytest.mark.parametrize("case", SETTINGS)
def test_settings_offline(case: str) -> None:
    config, words = SETTINGS[case]
    overrides = {k: v if isinstance(v, str) else json.dumps(v) for k, v in config.items()}
    with pytest.raises(BaselineError) as refused:
        preview(load(ROOT, overrides, "example"), PackFiles(PACK))
    assert refused.value.exit_code == 2
    for word in words:
        assert word in str(refused.value)


@requires_engine
@pytest.mark.integration
@pytest.mark.parametrize("case", SETTINGS)
def test_settings_with_the_engine(case: str, engine: Callable[..., Engine]) -> None:
    config, words = SETTINGS[case]
    stack = engine(ROOT, config=config)
    printed = stack.up(fails=True)
    for word in words:
        assert word in printed
    assert "Traceback" not in printed
    assert [r for r in stack.export() if r["type"].startswith("aws:")] == []


def test_exception_with_a_wrong_field(tmp_path: Path) -> None:
    file = exceptions(tmp_path, approved_by="someone")
    with pytest.raises(BaselineError) as refused:
        preview(load(ROOT, {}, "example"), PackFiles(PACK, file))
    assert refused.value.exit_code == 2
    assert str(file) in str(refused.value)
    assert "approved_by is unknown" in str(refused.value)


def test_expired_exception_is_a_violation(tmp_path: Path) -> None:
    yesterday = datetime.datetime.now(datetime.UTC).date() - datetime.timedelta(days=1)
    file = exceptions(tmp_path, expires=yesterday)
    found = preview(load(ROOT, {}, "example"), PackFiles(PACK, file))
    assert found.exit_code() == 1
    (expired,) = [f for f in found.findings if f.policy == "exemption-hygiene"]
    assert expired.key == "expired"
    assert "EX-1" in expired.message


@requires_engine
@pytest.mark.integration
@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"approved_by": "someone"}, "approved_by is unknown"),
        ({"expires": "2020-01-01"}, "EX-1"),
    ],
)
def test_exceptions_with_the_engine(
    changed: dict[str, str], word: str, tmp_path: Path, engine: Callable[..., Engine]
) -> None:
    stack = engine(PROGRAMS / "hardened_bucket", policy_pack=True)
    stack.env["BASELINE_EXCEPTIONS"] = str(exceptions(tmp_path, **changed))
    printed = stack.up(fails=True)
    assert word in printed
    assert [r for r in stack.export() if r["type"].startswith("aws:")] == []


def pack_that_raises(tmp_path: Path) -> Path:
    """Our pack with one more rule, which raises on every bucket."""
    folder = tmp_path / "pack"
    folder.mkdir()
    manifest = {"runtime": "python", "version": "0.0.1", "description": "Raises."}
    (folder / "PulumiPolicy.yaml").write_text(yaml.safe_dump(manifest))
    (folder / "__main__.py").write_text(
        "from pathlib import Path\n"
        "from soc2_baseline.policy_pack.catalog import RULES\n"
        "from soc2_baseline.policy_pack.kit import ResourceRule, Severity\n"
        "from soc2_baseline.policy_pack.engine.servicer import serve\n"
        "def judge(resource, context):\n"
        "    raise KeyError('a value that may be secret')\n"
        "    yield\n"
        "BROKEN = ResourceRule(id='broken', types=('s3.Bucket',), criteria=('CC8.1',),\n"
        "    severity=Severity.LOW, summary='Raises.', fix='None.', keys={'any': 'bucket'},\n"
        "    reference='none', judge=judge)\n"
        "serve((BROKEN, *RULES), Path(__file__).parent)\n"
    )
    return folder


def test_rule_that_raises_is_its_own_error_offline(tmp_path: Path) -> None:
    found = preview(load(PROGRAMS / "hardened_bucket", {}), PackFiles(pack_that_raises(tmp_path)))
    assert found.summary.errors == 2
    assert found.exit_code() == 3
    assert all("broken raised KeyError" in f.message for f in found.findings)
    assert "secret" not in str(found.as_json())


@requires_engine
@pytest.mark.integration
def test_rule_that_raises_stops_the_engine(tmp_path: Path, engine: Callable[..., Engine]) -> None:
    stack = engine(PROGRAMS / "hardened_bucket", policy_pack=pack_that_raises(tmp_path))
    printed = stack.up("--skip-preview=false", fails=True)
    assert "broken raised KeyError" in printed
    assert [r for r in stack.export() if r["type"].startswith("aws:")] == []


def program_that_raises(tmp_path: Path) -> Path:
    folder = tmp_path / "program"
    folder.mkdir()
    (folder / "Pulumi.yaml").write_text("name: unrelated\nruntime: python\n")
    (folder / "__main__.py").write_text("raise ValueError('no plant is called Atlantis')\n")
    return folder


def test_program_that_raises_is_told_offline(tmp_path: Path) -> None:
    command = [str(Path(sys.executable).with_name("baseline")), "preview"]
    told = subprocess.run(
        [*command, str(program_that_raises(tmp_path))],
        env=dict(os.environ),
        capture_output=True,
        text=True,
        check=False,
    )
    assert told.returncode == 3
    assert "ValueError: no plant is called Atlantis (__main__.py:1)" in told.stderr
    assert "Traceback" not in told.stderr


@requires_engine
@pytest.mark.integration
def test_program_that_raises_stops_the_engine(
    tmp_path: Path, engine: Callable[..., Engine]
) -> None:
    stack = engine(program_that_raises(tmp_path), policy_pack=True)
    assert "no plant is called Atlantis" in stack.up(fails=True)
    assert [r for r in stack.export() if r["type"].startswith("aws:")] == []
