"""Keys of the command line that nothing reads are refused, with the key that was meant."""

import ast
import inspect
from pathlib import Path

import pytest

from soc2_baseline.baseline.preview.config_keys import (
    PACK_KEYS,
    ConfigReads,
    misplaced,
    unread,
)
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.policy_pack.kit import context
from tests.project.files import ROOT
from tests.support.commands import baseline

PROGRAM = """
import pulumi
config = pulumi.Config()
config.get("size")
pulumi.Config("other").get("colour")
"""


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "Pulumi.yaml").write_text(
        "name: shop\nruntime: python\nconfig:\n  owner: {type: string, default: me}\n"
    )
    (tmp_path / "__main__.py").write_text(PROGRAM)
    return tmp_path


def refused(folder: Path, *keys: str) -> tuple[str, ...]:
    try:
        record(load(folder, dict.fromkeys(keys, "1")))
    except ConfigError as error:
        return error.problems
    return ()


@pytest.mark.parametrize(
    "key",
    [
        "size",  # asked for
        "shop:size",
        "other:colour",
        "owner",  # declared
        "baseline:profile",  # the pack's
        "baseline:tenants",
        "aws:region",  # a provider's
        "aws-native:region",
        "pulumi:disable-default-providers",
    ],
)
def test_what_is_read(project: Path, key: str) -> None:
    assert refused(project, key) == ()


@pytest.mark.parametrize(
    ("key", "full", "meant"),
    [
        ("sise", "shop:sise", "shop:size"),
        ("ower", "shop:ower", "shop:owner"),
        ("profile", "shop:profile", "baseline:profile"),
        ("colour", "shop:colour", "other:colour"),
        ("baseline:profil", "baseline:profil", "baseline:profile"),
        ("baselin:profile", "baselin:profile", "baseline:profile"),
        ("shop2:size", "shop2:size", "shop:size"),
    ],
)
def test_what_nothing_reads(project: Path, key: str, full: str, meant: str) -> None:
    (problem,) = refused(project, key)
    start = f"--config {key}: nothing in project shop reads {full}; did you mean {meant}? "
    assert problem.startswith(start)


def test_all_of_them_together_and_nothing_meant(project: Path) -> None:
    one, other = refused(project, "zzzzzz", "qqqqqq")
    assert "did you mean" not in one
    assert "declare it under config: in Pulumi.yaml" in one
    assert other.startswith("--config qqqqqq: ")


def test_a_stack_of_ours() -> None:
    (problem,) = refused(ROOT / "stacks" / "account", "profile")
    assert "did you mean baseline:profile?" in problem
    (problem,) = refused(ROOT / "stacks" / "account", "enabled-regions")
    assert "did you mean baseline:enabled-regions?" in problem
    # An unknown setting is refused by the model of the settings.
    (problem,) = refused(ROOT / "stacks" / "account", "baseline:profil")
    assert "profil is unknown; accepted are" in problem


def test_wrong_settings_and_a_misplaced_key_are_refused_together() -> None:
    wrong, misplaced_one = refused(ROOT / "stacks" / "account", "baseline:account-id", "profile")
    assert "account-id is '1'" in wrong
    assert "did you mean baseline:profile?" in misplaced_one


def test_the_command_ends_with_2_and_one_sentence() -> None:
    done = baseline("preview", str(ROOT / "stacks" / "account"), "-c", "profile=prod", code=2)
    assert done.stderr.startswith("--config profile: nothing in project baseline-account reads ")
    assert done.stderr.count("\n") == 1


def test_a_state_is_read_by_the_pack_alone() -> None:
    (problem,) = unread(["size", "baseline:profile"], "shop", (), ConfigReads())
    assert problem.startswith("--config size: ")


def test_keys_that_are_surely_misplaced(tmp_path: Path) -> None:
    (tmp_path / "__main__.py").write_text('config.get("tenant")')
    declared = {"baseline:profile", "shop:region"}
    given = ["profile", "region", "tenant", "size", "aws:region"]
    (problem,) = misplaced(given, "shop", declared, tmp_path)
    assert problem.startswith("--config profile: ")
    assert "did you mean baseline:profile?" in problem
    assert misplaced(["profile"], "shop", {"shop:size"}, tmp_path) == []
    assert misplaced(["profile"], "baseline", {"baseline:profile"}, tmp_path) == []


def test_keys_of_the_pack_are_those_that_it_reads() -> None:
    tree = ast.parse(inspect.getsource(context.from_config))
    calls = [node for node in ast.walk(tree) if isinstance(node, (ast.Call, ast.Compare))]
    read = set()
    for call in calls:
        if isinstance(call, ast.Compare):
            if isinstance(call.comparators[0], ast.Name) and call.comparators[0].id == "values":
                read |= _texts([call.left])
        elif call.args and ast.unparse(call.args[0]) == "values":
            read |= _texts(call.args[1:])
        elif ast.unparse(call.func) == "values.get":
            read |= _texts(call.args)
    assert read == PACK_KEYS


def _texts(nodes: list[ast.expr]) -> set[str]:
    return {str(node.value) for node in nodes if isinstance(node, ast.Constant)}
