"""A state that the real engine exported: graded like a preview, and the start of a ratchet."""

import datetime
import json
from collections.abc import Callable
from pathlib import Path

import pytest

from soc2_baseline.baseline.cli.ratchet import ratchet
from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import grade, preview
from soc2_baseline.baseline.preview.project import load, of_stack
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.baseline.preview.state import read
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.engine import Engine, requires_engine

PROGRAMS = Path(__file__).parent / "programs"
pytestmark = [requires_engine, pytest.mark.integration]


def exported(stack: Engine, folder: Path) -> Path:
    file = folder / "export.json"
    deployment = {"version": 3, "deployment": {"resources": stack.export()}}
    file.write_text(json.dumps(deployment), encoding="utf-8")
    return file


def graded(file: Path) -> Preview:
    state = read(file)
    project = of_stack(state.project, state.stack, file.parent, {})
    return grade(project, state.resources, PackFiles(PACK))


def findings(result: Preview) -> set[tuple[str, str | None, str, str]]:
    return {
        (f.policy, f.key, f.verdict, (f.urn or "").rpartition("::")[2]) for f in result.findings
    }


@pytest.mark.parametrize("program", ["hardened_bucket", "public_bucket"])
def test_a_state_is_judged_like_its_preview(
    engine: Callable[..., Engine], tmp_path: Path, program: str
) -> None:
    stack = engine(PROGRAMS / program)
    stack.up()
    planned = preview(load(PROGRAMS / program, {}), PackFiles(PACK))
    assert findings(graded(exported(stack, tmp_path))) == findings(planned)


def test_a_legacy_estate_warns_and_a_new_resource_is_blocked(
    engine: Callable[..., Engine], tmp_path: Path
) -> None:
    legacy = {"late:only": "s3-block-public-access"}
    stack = engine(PROGRAMS / "late_values", policy_pack=True, config=legacy)
    pack, stack._pack = stack._pack, []
    stack.up()
    until = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90)
    ratchet(
        exported(stack, tmp_path),
        until.isoformat(),
        "Bought with the acquisition, is being rebuilt.",
        "platform lead",
        tmp_path / "ratchet.json",
    )
    settings = tmp_path / "policies.yaml"
    settings.write_text("ratchet: ratchet.json\n", encoding="utf-8")
    stack._pack = pack
    stack.preview(fails=True)

    stack.env["BASELINE_POLICIES"] = str(settings)
    stack.preview()
    mandatory = [e for e in stack.verdicts() if e["enforcementLevel"] == "mandatory"]
    assert mandatory == []
    assert f"legacy until {until.isoformat()}" in json.dumps(stack.verdicts())

    stack.configure({})  # all slips: seven more resources
    stack.preview(fails=True)
    blocked = {
        e["resourceUrn"].rpartition("::")[2]
        for e in stack.verdicts()
        if e["enforcementLevel"] == "mandatory"
    }
    assert {"key", "role", "table"} <= blocked
    assert "marker" not in blocked
