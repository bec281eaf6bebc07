"""A project's files, read as the engine reads them."""

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.baseline.preview.project import load
from soc2_baseline.core.errors import BaselineError, ConfigError, EnvironmentLacks

CONFIG = {
    "region": {"type": "string", "description": "The AWS region."},
    "size": {"type": "integer", "default": 3},
    "zones": {"type": "array", "items": {"type": "string"}, "default": ["a", "b"]},
    "plain": "as it is",
    "pulumi:disable-default-providers": {"value": ["aws"]},
}


@pytest.fixture
def project(tmp_path: Path) -> Callable[..., Path]:
    """Writes Pulumi.yaml, and Pulumi.<stack>.yaml for each keyword."""

    def write(changed: Any = None, **stacks: Any) -> Path:
        tree = {"name": "shop", "runtime": "python", "config": CONFIG, **(changed or {})}
        (tmp_path / "Pulumi.yaml").write_text(yaml.safe_dump(tree))
        for name, values in stacks.items():
            (tmp_path / f"Pulumi.{name}.yaml").write_text(yaml.safe_dump({"config": values}))
        return tmp_path

    return write


def refused(folder: Path, overrides: dict[str, str] | None = None) -> BaselineError:
    with pytest.raises(BaselineError) as error:
        load(folder, overrides or {})
    assert error.value.exit_code == 2
    return error.value


def test_no_folder(tmp_path: Path) -> None:
    error = refused(tmp_path / "none")
    assert isinstance(error, EnvironmentLacks)
    assert str(error) == f"{tmp_path / 'none'} is not a folder; accepted is one with a Pulumi.yaml"


def test_no_project(tmp_path: Path) -> None:
    error = refused(tmp_path)
    assert isinstance(error, EnvironmentLacks)
    assert str(error) == f"{tmp_path} has no Pulumi.yaml; accepted is the folder of a project"


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("[", " line 1: cannot be read as YAML: "),
        ("- a", " line 1 is not a mapping; accepted are keys with values"),
        ("name: shop\nruntime: nodejs", " line 2: runtime is 'nodejs'; accepted offline is python"),
        (
            "name: shop\nruntime: {name: yaml}",
            " line 2: runtime is 'yaml'; accepted offline is python",
        ),
        ("name: shop", " line 1: runtime is missing; accepted offline is python"),
        (
            "name: shop\nruntime: python\nconfig: [a]",
            " line 3: config is not a mapping; accepted are keys with values",
        ),
    ],
)
def test_a_wrong_project_file(tmp_path: Path, content: str, sentence: str) -> None:
    (tmp_path / "Pulumi.yaml").write_text(content)
    error = refused(tmp_path)
    assert isinstance(error, ConfigError)
    assert str(error).startswith(f"{tmp_path / 'Pulumi.yaml'}{sentence}")


def test_a_wrong_stack_file(project: Callable[..., Path]) -> None:
    folder = project(dev=["region"])
    said = "config is not a mapping; accepted are keys with values"
    assert str(refused(folder)) == f"{folder / 'Pulumi.dev.yaml'} line 1: {said}"


def test_a_required_key_without_value(project: Callable[..., Path]) -> None:
    folder = project({"config": {**CONFIG, "owner": {"type": "string"}, "aws:profile": {}}})
    error = refused(folder)
    assert isinstance(error, ConfigError)
    assert error.problems == (
        "aws:profile has no value in stack 'preview'; set it with `--config aws:profile=…` or in "
        "Pulumi.preview.yaml",
        "shop:owner has no value in stack 'preview'; set it with `--config shop:owner=…` or in "
        "Pulumi.preview.yaml",
        "shop:region has no value in stack 'preview'; set it with `--config shop:region=…` or in "
        "Pulumi.preview.yaml (The AWS region.)",
    )


def test_defaults_and_names(project: Callable[..., Path]) -> None:
    folder = project()
    loaded = load(folder, {"region": "eu-central-1"})
    assert (loaded.folder, loaded.name, loaded.stack) == (folder, "shop", "preview")
    assert loaded.program == folder / "."
    assert loaded.config == {
        "shop:region": "eu-central-1",
        "shop:size": "3",
        "shop:zones": '["a", "b"]',
        "shop:plain": "as it is",
        "pulumi:disable-default-providers": '["aws"]',
    }
    assert loaded.disables_default_providers


def test_the_stack_wins_over_the_project_and_overrides_over_both(
    project: Callable[..., Path],
) -> None:
    folder = project(dev={"shop:region": "eu-west-1", "size": 5, "aws:region": "eu-west-1"})
    loaded = load(folder, {"size": "7", "aws:region": "eu-west-3"})
    assert loaded.stack == "dev"  # the only one
    assert loaded.config["shop:region"] == "eu-west-1"
    assert loaded.config["shop:size"] == "7"
    assert loaded.config["aws:region"] == "eu-west-3"


@pytest.mark.parametrize(
    ("stack", "chosen", "region"), [(None, "preview", None), ("b", "b", "eu-b-1")]
)
def test_which_stack(
    project: Callable[..., Path], stack: str | None, chosen: str, region: str | None
) -> None:
    folder = project(a={"region": "eu-a-1"}, b={"region": "eu-b-1"})
    loaded = load(folder, {} if region else {"region": "eu-c-1"}, stack)
    assert loaded.stack == chosen
    assert loaded.config["shop:region"] == (region or "eu-c-1")


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (True, "true"),
        (False, "false"),
        (3, "3"),
        ("3", "3"),
        (["a"], '["a"]'),
        ({"a": {"b": 1}}, '{"a": {"b": 1}}'),
        ({"secure": "v1:abc"}, "(secret)"),
        ({"key": {"secure": "v1:abc"}, "user": "a"}, '{"key": "(secret)", "user": "a"}'),
        ([{"secure": "v1:abc"}], '["(secret)"]'),
        ({"other": 1, "secure": "x"}, '{"other": 1, "secure": "x"}'),
    ],
)
def test_values_are_text_as_the_engine_hands_them_over(
    project: Callable[..., Path], value: Any, text: str
) -> None:
    loaded = load(project(dev={"region": value}), {})
    assert loaded.config["shop:region"] == text


@pytest.mark.parametrize(
    ("value", "disabled"),
    [(["aws"], True), (["*"], True), (["gcp"], False), ([], False), (None, False), ("aws", True)],
)
def test_default_providers(project: Callable[..., Path], value: Any, disabled: bool) -> None:
    key = "pulumi:disable-default-providers"
    without = {k: v for k, v in CONFIG.items() if k != key}
    values = {"region": "a"} if value is None else {"region": "a", key: value}
    folder = project({"config": without}, dev=values)
    assert load(folder, {}).disables_default_providers is disabled


def test_where_the_program_is(project: Callable[..., Path]) -> None:
    folder = project({"main": "program", "runtime": {"name": "python", "options": {}}})
    assert load(folder, {"region": "a"}).program == folder / "program"


def test_a_project_without_a_name_is_called_like_its_folder(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text(json.dumps({"runtime": "python"}))
    assert load(tmp_path, {"a": "b"}).config == {f"{tmp_path.name}:a": "b"}


def test_the_example_counts_among_several_stacks(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    for stack in ("prod", "example"):
        (tmp_path / f"Pulumi.{stack}.yaml").write_text(f"config: {{shop:name: {stack}}}\n")
    assert load(tmp_path, {}).config["shop:name"] == "example"
    (tmp_path / "Pulumi.example.yaml").rename(tmp_path / "Pulumi.dev.yaml")
    assert load(tmp_path, {}).stack == "preview"


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (None, ""),
        (1000.0, "1000"),
        (1.5, "1.5"),
        (True, "true"),
        ([1.0, None, {"a": 2.0}], '[1, null, {"a": 2}]'),
        ("010", "010"),
        ("2027-01-31", "2027-01-31"),
    ],
)
def test_values_become_the_texts_that_pulumi_makes(
    project: Callable[..., Path], value: object, text: str
) -> None:
    folder = project(dev={"region": "here", "shop:size": value})
    assert load(folder, {}).config["shop:size"] == text


@pytest.mark.parametrize("value", ["010", "-07", "2027-01-31", "2027-01-31T04:05:06Z"])
def test_values_that_pulumi_reads_otherwise_have_to_be_quoted(
    project: Callable[..., Path], value: str
) -> None:
    folder = project(dev={})
    file = folder / "Pulumi.dev.yaml"
    file.write_text(f"config:\n  region: here\n  shop:size:\n    - {value}\n")
    assert str(refused(folder)) == (
        f"{file} line 4: {value} is not what Pulumi reads here; accepted is the value in quotes"
    )
    file.write_text(f"config:\n  region: here\n  shop:size: '{value}'\nother: {value}\n")
    assert load(folder, {}).config["shop:size"] == value
