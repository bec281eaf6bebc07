"""Workflows and forms of the repository: pinned, with few rights, linted, and in step with it."""

import re
import shlex
import shutil
import subprocess
import sys
import tomllib
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import yaml
from typer.testing import CliRunner

from soc2_baseline.baseline.cli.app import app
from tests.project.files import ROOT, files, text_of

OURS = files(".github/workflows/*.yml")
SAMPLES = files("docs/workflows/*.yml")
WORKFLOWS = [*OURS, *SAMPLES]
FORMS = [file for file in files(".github/ISSUE_TEMPLATE/*.yml") if file.stem != "config"]
USES = re.compile(r"^\s*(?:- )?uses:\s*(\S+)(.*)$", re.MULTILINE)
PINNED = re.compile(r"[\w.-]+/[\w./-]+@[0-9a-f]{40}")
VERSION = re.compile(r" # v\d+\.\d+\.\d+")
ELEVATED = {"docs/workflows/deploy.yml": {"account": {"contents": "read", "id-token": "write"}}}
"""The only jobs with more than the right to read the repository."""


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def loaded(file: Path) -> dict[Any, Any]:
    content = yaml.safe_load(text_of(file))
    assert isinstance(content, dict)
    return content


def jobs(file: Path) -> dict[str, dict[str, Any]]:
    found = loaded(file)["jobs"]
    assert isinstance(found, dict)
    return found


def steps(file: Path) -> Iterator[dict[str, Any]]:
    for job in jobs(file).values():
        yield from job["steps"]


def commands(file: Path) -> Iterator[str]:
    """Every command line of the steps, continued lines joined."""
    for step in steps(file):
        yield from str(step.get("run", "")).replace("\\\n", " ").splitlines()


def baseline_commands() -> list[list[str]]:
    return [
        [word for word in shlex.split(line.split("||")[0], comments=True) if word != "baseline"]
        for file in SAMPLES
        for line in commands(file)
        if ".venv/bin/baseline " in line
    ]


def test_there_are_workflows() -> None:
    assert [file.stem for file in OURS] == ["nightly", "pull-request"]
    assert [file.stem for file in SAMPLES] == ["deploy", "pull-request"]


@pytest.mark.parametrize("file", WORKFLOWS, ids=relative)
def test_actions_are_pinned_by_commit_and_name_their_version(file: Path) -> None:
    found = USES.findall(text_of(file))
    assert found
    assert [action for action, _ in found if not PINNED.fullmatch(action)] == []
    assert [action for action, rest in found if not VERSION.fullmatch(rest)] == []


def test_an_action_has_one_version_everywhere() -> None:
    pins: dict[str, set[tuple[str, str]]] = {}
    for file in WORKFLOWS:
        for action, comment in USES.findall(text_of(file)):
            name, _, commit = action.partition("@")
            pins.setdefault(name, set()).add((commit, comment))
    assert {name: found for name, found in pins.items() if len(found) > 1} == {}


@pytest.mark.parametrize("file", WORKFLOWS, ids=relative)
def test_rights_are_set_and_few(file: Path) -> None:
    assert loaded(file)["permissions"] == {"contents": "read"}
    elevated = {
        name: job["permissions"] for name, job in jobs(file).items() if "permissions" in job
    }
    assert elevated == ELEVATED.get(relative(file), {})
    checkouts = [s for s in steps(file) if str(s.get("uses")).startswith("actions/checkout@")]
    assert len(checkouts) == len(jobs(file))
    assert all(step["with"]["persist-credentials"] is False for step in checkouts)


@pytest.mark.parametrize("file", WORKFLOWS, ids=relative)
def test_jobs_end(file: Path) -> None:
    assert {name for name, job in jobs(file).items() if "timeout-minutes" not in job} == set()
    assert "concurrency" in loaded(file)


@pytest.mark.parametrize("file", WORKFLOWS, ids=relative)
def test_make_targets_exist(file: Path) -> None:
    defined = set(re.findall(r"^([a-z-]+):", text_of(ROOT / "Makefile"), re.MULTILINE))
    called = {
        target
        for line in commands(file)
        if line.strip().startswith("make ")
        for target in line.split()[1:]
        if "=" not in target
    }
    assert called - defined == set()


@pytest.mark.parametrize("command", baseline_commands(), ids=" ".join)
def test_commands_of_the_samples_exist(command: list[str]) -> None:
    path = [word for word in command[1:3] if re.fullmatch(r"[a-z][a-z-]+", word)]
    shown = CliRunner().invoke(app, [*path, "--help"], env={"COLUMNS": "200"})
    assert shown.exit_code == 0, shown.output
    options = [word for word in command if word.startswith("--")]
    assert [option for option in options if option not in shown.output] == []


def test_tests_run_on_every_python_that_is_supported() -> None:
    matrix = jobs(ROOT / ".github/workflows/pull-request.yml")["test"]["strategy"]["matrix"]
    project = tomllib.loads(text_of(ROOT / "pyproject.toml"))["project"]
    minors = [int(version.partition(".")[2]) for version in matrix["python"]]
    assert minors == list(range(minors[0], minors[-1] + 1))
    assert project["requires-python"] == f">=3.{minors[0]}"
    assert [one["system"] for one in matrix["include"]] == ["macos-latest"]


def test_zizmor_finds_nothing() -> None:
    # A folder of samples is not searched, so the files are named; the log says what was read.
    audited = [".github", *map(relative, SAMPLES)]
    done = subprocess.run(
        [Path(sys.prefix) / "bin" / "zizmor", "--offline", "--persona", "pedantic", *audited],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout
    read = set(re.findall(r"completed (\S+)", done.stderr))
    assert read >= {relative(file) for file in WORKFLOWS}
    line = re.search(r"zizmor .*", text_of(ROOT / "Makefile"))
    assert line and "docs/workflows/*.yml" in line[0]


def test_actionlint_finds_nothing() -> None:
    if shutil.which("go") is None:
        pytest.skip("there is no `go` on PATH: the workflow's job `check` runs `make actionlint`")
    done = subprocess.run(
        ["make", "actionlint"], cwd=ROOT, capture_output=True, text=True, check=False
    )
    if "dial tcp" in done.stderr or "no such host" in done.stderr:
        pytest.skip(f"the Go module cannot be fetched: {done.stderr.splitlines()[-1]}")
    assert done.returncode == 0, done.stdout + done.stderr


def test_updates_cover_packages_and_every_workflow() -> None:
    updates = {
        one["package-ecosystem"]: one for one in loaded(ROOT / ".github/dependabot.yml")["updates"]
    }
    assert set(updates) == {"pip", "github-actions"}
    assert updates["github-actions"]["directories"] == ["/", "/docs/workflows"]
    assert all(update["groups"] and update["cooldown"] for update in updates.values())


def test_owners_are_teams_of_files_that_exist() -> None:
    lines = text_of(ROOT / ".github/CODEOWNERS").splitlines()
    entries = [line.split() for line in lines if line and not line.startswith("#")]
    assert entries[0][0] == "*"
    for pattern, *owners in entries:
        assert owners
        assert [owner for owner in owners if not re.fullmatch(r"@example/[a-z-]+", owner)] == []
        assert list(ROOT.glob(pattern.lstrip("/"))), pattern


@pytest.mark.parametrize("file", FORMS, ids=relative)
def test_issue_forms_are_valid(file: Path) -> None:
    form = loaded(file)
    assert set(form) == {"name", "description", "title", "labels", "body"}
    fields = [part for part in form["body"] if part["type"] != "markdown"]
    ids = [field["id"] for field in fields]
    assert fields
    assert len(set(ids)) == len(ids)
    assert all(re.fullmatch(r"[a-z-]+", name) for name in ids)
    assert {field["type"] for field in fields} <= {"input", "textarea", "dropdown"}
    assert [
        f["id"] for f in fields if f["type"] == "dropdown" and not f["attributes"]["options"]
    ] == []
    assert all(field["attributes"]["label"] for field in fields)


def test_the_template_asks_for_what_a_reviewer_needs() -> None:
    headings = re.findall(r"^## (.+)$", text_of(ROOT / ".github/pull_request_template.md"), re.M)
    assert headings == ["Change", "Controls", "Exceptions", "State impact", "Evidence"]
