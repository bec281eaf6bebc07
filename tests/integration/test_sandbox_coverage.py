"""What the sandbox's coverage claims, by the real engine: who made what, read from the server."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from soc2_baseline.baseline.sandbox.unavailable import unavailable_types
from soc2_baseline.core.errors import Unreadable
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer
from tools.coverage import measured, stacks
from tools.coverage.measure import forget, measure, tally

pytestmark = [pytest.mark.integration, requires_engine]

PROGRAMS = Path(__file__).parent / "programs"


@pytest.fixture
def server(moto_server: MotoServer) -> Iterator[MotoServer]:
    moto_server.reset()
    forget(moto_server.port)
    yield moto_server
    moto_server.reset()


def types(stack: Engine) -> set[str]:
    return {r["type"] for r in stack.export() if r["type"].startswith("aws:")}


@pytest.mark.parametrize("stack", [s for s in stacks.STACKS if s != stacks.TEMPLATE])
def test_stacks_are_made_by_whom_the_report_says(
    stack: str, server: MotoServer, engine: Callable[..., Engine]
) -> None:
    deployed = engine(stacks.root() / stack, config=stacks.FULL)
    deployed.up()
    made = types(deployed)
    assert made == stacks.used()[stack] - set(unavailable_types())
    answered, claimed = tally(server.port), measured.load()
    wrong = {
        token: (claimed[token].operation, claimed[token].answered_by)
        for token in made
        if claimed[token].answered_by not in answered.get(claimed[token].operation, ())
    }
    assert wrong == {}


@pytest.mark.parametrize("program", ["account", "detection", "organization"])
def test_stand_ins_carry_a_program_from_nothing_to_nothing(
    program: str, server: MotoServer, engine: Callable[..., Engine]
) -> None:
    stack = engine(PROGRAMS / f"coverage_{program}")
    stack.up()
    stack.up("--refresh")
    assert stack.changes() == {}
    stack.destroy()
    assert [r["urn"] for r in stack.export()] == []


def test_a_measurement_tells_moto_from_stand_ins(engine_present: None, tmp_path: Path) -> None:
    program = tmp_path / "program"
    program.mkdir()
    (program / "Pulumi.yaml").write_text("name: measured\nruntime: python\n")
    (program / "__main__.py").write_text(
        "import pulumi_aws as aws\n"
        "aws.kms.Key('key', enable_key_rotation=True)\n"
        "aws.ec2.SerialConsoleAccess('console', enabled=False)\n"
        "aws.dlm.LifecyclePolicy('none', description='none', execution_role_arn="
        "'arn:aws:iam::123456789012:role/r', state='ENABLED', policy_details={"
        "'resource_types': ['VOLUME'], 'target_tags': {'a': 'b'}, 'schedules': [{"
        "'name': 's', 'create_rule': {'interval': 24}, 'retain_rule': {'count': 1}}]})\n"
    )
    found = measure(program, {})
    key = found["aws:kms/key:Key"]
    assert (key.operation, key.answered_by) == ("kms:CreateKey", "moto")
    assert key.helped_by == ("KMS rotation period",)
    console = found["aws:ec2/serialConsoleAccess:SerialConsoleAccess"]
    assert (console.operation, console.answered_by) == (
        "ec2:DisableSerialConsoleAccess",
        "EC2 account defaults",
    )
    assert "DLM" in found["aws:dlm/lifecyclePolicy:LifecyclePolicy"].failure


def test_a_program_that_makes_nothing_is_no_measurement(
    engine_present: None, tmp_path: Path
) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: broken\nruntime: python\n")
    (tmp_path / "__main__.py").write_text("raise SystemExit('not today')\n")
    with pytest.raises(Unreadable, match=r"made nothing: .*not today"):
        measure(tmp_path, {})
