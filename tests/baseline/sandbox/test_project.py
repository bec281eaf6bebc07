"""Which configuration a project gets, and that every type it must do without has a reason."""

from pathlib import Path

import pytest
import yaml

from soc2_baseline.baseline.sandbox.project import Project, pairs
from soc2_baseline.baseline.sandbox.unavailable import unavailable_types
from soc2_baseline.core.errors import ConfigError, EnvironmentLacks


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "Pulumi.yaml").write_text("name: mine\nruntime: python\n")
    return Project.at(tmp_path)


def test_sandbox_goes_over_the_example_and_the_user_over_both(project: Project) -> None:
    example = {"config": {"baseline:profile": "prod", "owner": "a", "aws:region": "eu-west-1"}}
    (project.folder / "Pulumi.example.yaml").write_text(yaml.safe_dump(example))
    config = project.config(pairs(["aws:region=us-east-1", "tags=k=v"]))
    assert config == {
        "baseline:profile": "sandbox",
        "baseline:account-id": "123456789012",
        "baseline:unavailable-types": unavailable_types(),
        "mine:owner": "a",
        "mine:tags": "k=v",
        "aws:region": "us-east-1",
    }


def test_project_that_knows_nothing_of_us_gets_nothing_of_ours(project: Project) -> None:
    assert project.config({"owner": "a"}) == {"mine:owner": "a"}


def test_only_stack_stands_in_for_an_example(project: Project) -> None:
    settings = {"config": {"baseline:tenant-id": "acme", "baseline:profile": "prod"}}
    (project.folder / "Pulumi.prod.yaml").write_text(yaml.safe_dump(settings))
    config = project.config({})
    assert config["baseline:tenant-id"] == "acme"
    assert config["baseline:profile"] == "sandbox"


def test_lists_and_objects_are_json() -> None:
    assert pairs(['a=[{"b": 1}]', "d=1"]) == {"a": [{"b": 1}], "d": "1"}
    with pytest.raises(ConfigError, match="is not JSON"):
        pairs(["c={"])


def test_wrong_options_are_told_together() -> None:
    with pytest.raises(ConfigError) as wrong:
        pairs(["a", "=b", "c=d"])
    assert wrong.value.problems == (
        "--config a: accepted is KEY=VALUE",
        "--config =b: accepted is KEY=VALUE",
    )


@pytest.mark.parametrize(
    ("file", "content", "told"),
    [
        ("Pulumi.yaml", "- a\n", "line 1 is not a mapping; accepted are keys with values"),
        (
            "Pulumi.yaml",
            "runtime: python\n",
            "line 1: name is missing; accepted is a project's name",
        ),
        ("Pulumi.yaml", "name: [\n", "line 2: cannot be read as YAML"),
        (
            "Pulumi.example.yaml",
            "config: [a]\n",
            "line 1: config is not a mapping; accepted are keys",
        ),
    ],
)
def test_unreadable_files(project: Project, file: str, content: str, told: str) -> None:
    (project.folder / file).write_text(content)
    with pytest.raises(ConfigError, match=told):
        Project.at(project.folder).config({})


def test_no_folder_and_no_project(tmp_path: Path) -> None:
    with pytest.raises(EnvironmentLacks, match="is not a folder"):
        Project.at(tmp_path / "none")
    with pytest.raises(EnvironmentLacks, match=r"has no Pulumi\.yaml"):
        Project.at(tmp_path)


def test_projects_of_one_name_are_kept_apart(tmp_path: Path) -> None:
    slugs = set()
    for name in ("a", "b"):
        (tmp_path / name).mkdir()
        (tmp_path / name / "Pulumi.yaml").write_text("name: same\nruntime: python\n")
        slugs.add(Project.at(tmp_path / name).slug)
    assert len(slugs) == 2


def test_unavailable_types_are_tokens_with_a_reason() -> None:
    for token, reason in unavailable_types().items():
        assert token.startswith("aws:") and token.count(":") == 2
        assert reason
