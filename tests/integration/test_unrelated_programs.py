"""The pack judges programs that know nothing of the baseline: no components, no configuration."""

from collections.abc import Callable
from pathlib import Path

import pytest

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import preview
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack import FOLDER as PACK
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

PROGRAMS = Path(__file__).parent / "programs"


def test_offline_names_the_rule_of_a_public_bucket() -> None:
    result = preview(load(PROGRAMS / "public_bucket", {}), PackFiles(PACK))
    broken = {(f.policy, f.key) for f in result.findings if f.verdict is Verdict.VIOLATION}
    assert ("s3-block-public-access", "block-policy") in broken
    assert result.exit_code() == 1


def test_offline_passes_its_hardened_twin() -> None:
    result = preview(load(PROGRAMS / "hardened_bucket", {}), PackFiles(PACK))
    assert [f for f in result.findings if f.verdict is not Verdict.UNDETERMINED] == []
    assert result.findings == ()


@requires_engine
@pytest.mark.integration
def test_engine_blocks_a_public_bucket_before_anything_is_made(
    engine: Callable[..., Engine], moto_server: MotoServer
) -> None:
    stack = engine(PROGRAMS / "public_bucket", policy_pack=True)
    printed = stack.up("--skip-preview=false", fails=True)
    assert "s3-block-public-access" in printed
    assert [r for r in stack.export() if r["type"].startswith("aws:")] == []


@requires_engine
@pytest.mark.integration
def test_engine_passes_its_hardened_twin(engine: Callable[..., Engine]) -> None:
    stack = engine(PROGRAMS / "hardened_bucket", policy_pack=True)
    stack.preview()
    assert stack.verdicts() == []
