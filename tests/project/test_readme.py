"""The README's commands, run in a copy of the tree as a newcomer would have it.

Blocks marked ``sh`` are run line by line. Those marked ``console`` are a transcript of a rule that
says no: each line below a command has to be in what the command really says.
"""

import datetime
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.project.files import ROOT, copy, fenced, text_of
from tests.support.engine import requires_engine

README = ROOT / "README.md"
COMMANDS = [line for block in fenced(README, "sh") for line in block.splitlines() if line]
SANDBOX = [command for command in COMMANDS if " sandbox " in command]
TRANSCRIPTS = [block for block in fenced(README, "console") if "pulumi " not in block]
MISSING = "`pulumi` is not on PATH"
DRY_RUN = {"make check": "make -n check", "make bench": "make -n bench"}
"""Minutes each, and nothing to do with a fresh clone; the pipeline and a person run them."""
FAST_TESTS = "tests/project/test_names.py::test_make_has_its_targets"
"""All of them would run this test again, and so on."""
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "HOME", "MAKEFLAGS", "MAKELEVEL", "MFLAGS")
OUR_PREFIXES = ("PYTEST_", "BASELINE_", "PULUMI_", "AWS_", "XDG_", "GIT_", "COLUMNS")


@dataclass(frozen=True)
class Checkout:
    """A copy of the tree, with an environment that knows nothing of the one that made it."""

    folder: Path
    env: dict[str, str]

    def run(self, command: str, **env: str) -> tuple[int, str]:
        """The exit code and all that a command says."""
        done = subprocess.run(
            ["bash", "-c", command],
            cwd=self.folder,
            env=self.env | env,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            text=True,
            check=False,
        )
        return done.returncode, done.stdout


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Checkout]:
    folder = tmp_path_factory.mktemp("clone")
    copy(folder)
    made = Checkout(folder, environment(tmp_path_factory.mktemp("home")))
    assert made.run("git init --quiet && git add --all")[0] == 0
    yield made
    shutil.rmtree(folder)  # pytest keeps the folders of three runs, and this one has a gigabyte


def environment(home: Path) -> dict[str, str]:
    """Ours without what comes from our virtual environment or home; caches are kept."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if name not in OURS and not name.startswith(OUR_PREFIXES)
    }
    uv = Path(sys.prefix) / "bin" / "uv"
    cache = subprocess.run([uv, "cache", "dir"], capture_output=True, text=True, check=False)
    entries = [entry for entry in os.get_exec_path() if entry != str(Path(sys.prefix) / "bin")]
    return kept | {
        "HOME": str(home),
        "PATH": os.pathsep.join(entries),
        "UV_CACHE_DIR": cache.stdout.strip() or str(home / "uv"),
        "UV_LINK_MODE": "hardlink",
        "COLUMNS": "400",
    }


def without_pulumi(env: dict[str, str]) -> str:
    """The path without the folders that have a pulumi."""
    entries = env["PATH"].split(os.pathsep)
    path = os.pathsep.join(entry for entry in entries if not (Path(entry) / "pulumi").exists())
    for program in ("bash", "git", "make", "python3"):
        if shutil.which(program, path=path) is None:
            pytest.skip(f"{program} is in the same folder as pulumi, which has to be missing here")
    return path


def test_every_block_can_be_run_or_says_that_it_cannot() -> None:
    fences = re.findall(r"^```(\w*)\n", text_of(README), re.MULTILINE)
    assert set(fences[::2]) <= {"sh", "console", "text", "yaml", "mermaid"}
    assert COMMANDS[:2] == ["make preview", "make test"]


def test_setup_and_preview_work_in_a_bare_environment(checkout: Checkout) -> None:
    """No variable names certificates, a registry or a cache: the machine's own settings count."""
    programs = f"{sys.base_prefix}/bin:/usr/bin:/bin"
    if shutil.which("make", path=programs) is None:
        pytest.skip("make is in none of the folders of a bare environment")
    bare = f"env -i PATH={programs} HOME={checkout.env['HOME']} make"
    code, said = checkout.run(f"{bare} setup")
    assert code == 0, said
    assert list(checkout.folder.glob("components/__pycache__/*.pyc"))
    assert list(checkout.folder.glob(".venv/lib/*/site-packages/pulumi_aws/__pycache__/*.pyc"))
    code, said = checkout.run(f"{bare} preview")
    assert code == 0, said
    assert said.count("0 violations") == 3, said


def test_commands_work_in_a_fresh_clone(checkout: Checkout) -> None:
    path = without_pulumi(checkout.env)
    for command in COMMANDS:
        limits = {"PYTEST_ADDOPTS": FAST_TESTS} if command == "make test" else {}
        code, said = checkout.run(DRY_RUN.get(command, command), PATH=path, **limits)
        if command in SANDBOX:
            assert code == 2, f"{command}: {said}"
            assert MISSING in said or "there is nothing to destroy" in said
            continue
        assert code == 0, f"{command}: {said}"
        if command == "make preview":
            assert "0 violations" in said and "0 errors" in said, said
        if command == "make test":
            assert re.search(r"\d+ passed", said), said


def test_transcript_of_a_rule_that_says_no_is_real(checkout: Checkout) -> None:
    assert checkout.run("make setup")[0] == 0
    (register,) = [block for block in fenced(README, "yaml") if "approver" in block]
    soon = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30)
    written = register.split("expires: ")[1].strip()
    (checkout.folder / "exceptions.yaml").write_text(register.replace(written, f"{soon}"))
    broken = checkout.folder / "components" / "storage" / "hardened_bucket.py"
    before = broken.read_text()
    try:
        codes = [replay(checkout, block.replace(written, f"{soon}")) for block in TRANSCRIPTS]
    finally:
        broken.write_text(before)
    assert codes == [1, 1]


def replay(checkout: Checkout, transcript: str) -> int:
    """Run what stands behind ``$``, look for what stands below; the last exit code."""
    code, said = 0, ""
    for line in transcript.splitlines():
        if line.startswith("$ "):
            code, said = checkout.run(line.removeprefix("$ "))
        elif line != "…":
            assert line in said.splitlines(), f"{line!r} is not in:\n{said}"
    return code


@requires_engine
@pytest.mark.integration
def test_sandbox_commands_work_with_pulumi(checkout: Checkout) -> None:
    assert checkout.run("make setup")[0] == 0
    kept = {name: value for name, value in os.environ.items() if name.startswith("PULUMI_")}
    for command in SANDBOX:
        code, said = checkout.run(command, **kept)
        assert code == 0, f"{command}: {said}"
