"""Commands are imported when they are called, and a missing extra is named."""

import subprocess
import sys
import tomllib
from importlib import import_module
from typing import Any

import pytest
import typer
from typer.core import TyperGroup
from typer.main import get_command

from soc2_baseline.baseline.cli.app import app
from soc2_baseline.baseline.cli.extras import EXTRAS, lacking
from soc2_baseline.baseline.cli.lazy import Lazy, LazyGroup
from tests.project.files import ROOT
from tests.support.commands import baseline

HEAVY = ("boto3", "moto", "pulumi", "pulumi_aws", "yaml")


def lazy_commands(typer_app: typer.Typer, path: str = "") -> list[tuple[str, Lazy]]:
    found: Any = typer_app.info.cls
    commands = []
    for name, lazy in (
        found.lazy.items() if isinstance(found, type) and issubclass(found, LazyGroup) else ()
    ):
        commands.append((f"{path}{name}", lazy))
        module, _, attribute = lazy.target.partition(":")
        inner = getattr(import_module(module), attribute)
        if isinstance(inner, typer.Typer):
            commands += lazy_commands(inner, f"{path}{name} ")
    return commands


ALL = lazy_commands(app)


@pytest.mark.parametrize(("path", "lazy"), ALL, ids=[path for path, _ in ALL])
def test_the_list_says_what_the_command_says(path: str, lazy: Lazy) -> None:
    command = lazy.load(path.rsplit(maxsplit=1)[-1])
    assert command.help.partition("\n\n")[0].replace("\n", " ") == lazy.help


def test_the_list_has_every_command() -> None:
    names = [path for path, _ in ALL]
    assert {"preview", "explain", "access", "incident", "sandbox up", "sandbox status"} <= {*names}
    group: Any = get_command(app)
    assert isinstance(group, TyperGroup)
    assert list(group.commands) == [name for name in names if " " not in name]


def test_help_imports_no_command() -> None:
    program = (
        "import sys\nfrom soc2_baseline.baseline.cli.main import main\n"
        "try:\n    main()\nfinally:\n"
        f"    print([name for name in {HEAVY} if name in sys.modules], file=sys.stderr)"
    )
    for arguments in (["--help"], ["--version"], ["sandbox", "--help"], ["no-such-command"]):
        line = [sys.executable, "-c", program, *arguments]
        done = subprocess.run(line, capture_output=True, text=True, check=False)
        assert done.stderr.splitlines()[-1] == "[]", arguments


def test_the_sandbox_leaves_moto_to_its_server() -> None:
    program = (
        "import sys, soc2_baseline.baseline.cli.sandbox_deploy\n"
        "import soc2_baseline.baseline.cli.sandbox_kept\n"
        "print([name for name in ('moto', 'boto3') if name in sys.modules])"
    )
    line = [sys.executable, "-c", program]
    assert subprocess.run(line, capture_output=True, text=True, check=True).stdout == "[]\n"


def test_a_wrong_command_is_refused_with_a_near_one() -> None:
    assert "preview" in baseline("previw", code=2).stderr


def without(module: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command where a module cannot be found."""
    program = (
        "import sys, importlib.abc\n"
        "class Finder(importlib.abc.MetaPathFinder):\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name.partition('.')[0] == {module!r}:\n"
        "            raise ModuleNotFoundError(f'No module named {name!r}', name=name)\n"
        "sys.meta_path.insert(0, Finder())\n"
        "from soc2_baseline.baseline.cli.main import main\n"
        "main()\n"
    )
    line = [sys.executable, "-c", program, *arguments]
    return subprocess.run(line, capture_output=True, text=True, check=False)


@pytest.mark.parametrize(
    ("module", "arguments", "extra"),
    [
        ("typer", ["--version"], "cli"),
        ("rich", ["controls"], "cli"),
        ("boto3", ["incident", "list"], "cli"),
        ("moto", ["sandbox", "status"], "sandbox"),
        ("moto", ["sandbox", "up"], "sandbox"),
    ],
)
def test_a_missing_extra_is_one_sentence(module: str, arguments: list[str], extra: str) -> None:
    done = without(module, *arguments)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == (
        f'the Python module {module} is not installed; run pip install "soc2-baseline[{extra}]"\n'
    )


def test_another_missing_module_is_not_explained_away() -> None:
    assert lacking(ModuleNotFoundError("No module named 'x'", name="x")) is None
    done = without("google", "ratchet", "--help")
    assert done.returncode == 1
    assert "ModuleNotFoundError" in done.stderr


def test_extras_are_those_of_the_project() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]
    for extra in ("cli", "sandbox"):
        declared = {
            name.split(">")[0].split("=")[0].split("[")[0]
            for name in project["optional-dependencies"][extra]
            if not name.startswith("soc2-baseline")
        }
        assert declared == {module for module, of in EXTRAS.items() if of == extra}
