"""The package beside a project whose folders have the names of ours, from a wheel and from a clone.

Also: what the wheel holds, and what an environment with the core requirements alone imports.
"""

import json
import os
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from tests.project import clashing
from tests.project.files import ROOT, files
from tests.project.installed import Built, Environment, build, run
from tests.support.engine import Engine, requires_engine

FOLDERS = sorted(link.name for link in (ROOT / "soc2_baseline").iterdir() if link.is_symlink())
NOT_SHIPPED = {".md", ""}
"""Pages for readers of the repository, and the .gitignore of a template: no code reads them."""
HEAVY = ("boto3", "botocore", "moto", "requests", "rich", "typer", "werkzeug")
MEGABYTES = 250
"""More than the core has, and less than with moto."""
EVERY_COMPONENT = """
import importlib, json, pkgutil, sys
import soc2_baseline.components as components
found = [m.name for m in pkgutil.walk_packages(components.__path__, components.__name__ + ".")]
for name in found:
    importlib.import_module(name)
assert len(found) > 50, found
print(json.dumps(sorted(sys.modules)))
"""
CATALOG = """
import json, sys
import soc2_baseline.policy_pack.catalog as catalog
assert len(catalog.RULES) > 100
print(json.dumps(sorted(sys.modules)))
"""
RECORD = """
import json
from pathlib import Path
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
made = record(load(Path.cwd(), {}))
print(json.dumps([[m.type, m.name] for m in made]))
"""


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Built:
    return build(tmp_path_factory.mktemp("built"))


@pytest.fixture(scope="module")
def core(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The core requirements and the wheel."""
    return Environment.core(tmp_path_factory.mktemp("core") / "env", built.wheel)


@pytest.fixture(scope="module")
def with_command(built: Built, tmp_path_factory: pytest.TempPathFactory) -> Environment:
    """The wheel with the extra that `baseline` needs."""
    return Environment.with_command(tmp_path_factory.mktemp("cli") / "env", built.wheel)


@pytest.fixture(params=["wheel", "editable"])
def installed(request: pytest.FixtureRequest) -> Environment:
    """Both ways to have the package; our own environment is the editable one."""
    if request.param == "editable":
        return Environment(Path(sys.prefix))
    found: Environment = request.getfixturevalue("with_command")
    return found


def ours(environment: Environment) -> Path:
    """The folder of the package that an environment has to import."""
    wheel = environment.packages / "soc2_baseline"
    return wheel if wheel.is_dir() else ROOT / "soc2_baseline"


def imported(environment: Environment, program: str, cwd: Path) -> set[str]:
    """The modules that a program has imported in the end."""
    said = run([environment.python, "-c", program], cwd).stdout
    return set(json.loads(said))


def of(modules: set[str], *packages: str) -> list[str]:
    """Those modules that belong to packages."""
    return sorted(m for m in modules for p in packages if m == p or m.startswith(f"{p}."))


def test_wheel_has_one_top_level_name(built: Built) -> None:
    first = {name.partition("/")[0] for name in built.names(built.wheel)}
    (information,) = first - {"soc2_baseline"}
    assert information.endswith(".dist-info")


def test_wheel_has_every_file_of_the_folders(built: Built) -> None:
    own = {
        f"soc2_baseline/{file.name}"
        for file in (ROOT / "soc2_baseline").iterdir()
        if file.is_file()
    }
    linked = {
        f"soc2_baseline/{file.relative_to(ROOT).as_posix()}"
        for folder in FOLDERS
        for file in files(f"{folder}/*")
        if file.suffix not in NOT_SHIPPED
    }
    names = {name for name in built.names(built.wheel) if name.startswith("soc2_baseline/")}
    assert names == own | linked


def test_wheel_from_the_source_distribution_is_the_same(built: Built) -> None:
    assert built.names(built.from_source) == built.names(built.wheel)


def test_components_import_neither_command_nor_pack(core: Environment, tmp_path: Path) -> None:
    modules = imported(core, EVERY_COMPONENT, tmp_path)
    above = [f"soc2_baseline.{name}" for name in ("baseline", "evidence", "policy_pack", "stacks")]
    assert of(modules, "pulumi_aws")
    assert of(modules, *HEAVY, *above) == []


def test_pack_imports_neither_components_nor_provider(core: Environment, tmp_path: Path) -> None:
    modules = imported(core, CATALOG, tmp_path)
    assert of(modules, *HEAVY, "pulumi_aws", "soc2_baseline.components") == []


def test_core_is_small(core: Environment, record_property: Callable[[str, object], None]) -> None:
    megabytes = round(core.megabytes())
    record_property("core_megabytes", megabytes)
    print(f"site-packages of the core: {megabytes} MB")  # noqa: T201 shown by pytest -rP
    assert 50 < megabytes < MEGABYTES


def test_core_records_a_program_beside_folders_of_our_names(
    core: Environment, tmp_path: Path
) -> None:
    project = clashing.write(tmp_path / "orders")
    made = json.loads(run([core.python, "-c", RECORD], project).stdout)
    assert [name for kind, name in made if kind.startswith("soc2:")] == list(clashing.MADE)


def test_preview_beside_folders_of_our_names(installed: Environment, tmp_path: Path) -> None:
    project = clashing.write(tmp_path / "orders")
    command = [installed.folder / "bin" / "baseline"]
    run([*command, "new", "pack", "guard"], project)
    options = ("preview", "--pack", "guard", "--format", "json")
    told = json.loads(run([*command, *options], project).stdout)
    components = [r["name"] for r in told["resources"] if r["type"].startswith("soc2:")]
    assert sorted(components) == sorted(clashing.MADE)
    assert told["summary"]["policies"] > 100
    assert told["summary"]["evaluated"] > 50
    assert told["summary"]["errors"] == told["summary"]["undetermined"] == 0


@requires_engine
@pytest.mark.integration
def test_engine_beside_folders_of_our_names(
    installed: Environment, tmp_path: Path, engine: Callable[..., Engine]
) -> None:
    project = clashing.write(tmp_path / "orders", installed.folder)
    pack = project / "guard"
    run([installed.folder / "bin" / "baseline", "new", "pack", "guard"], project)
    stack = engine(project, policy_pack=pack)
    stack.env |= {"VIRTUAL_ENV": str(installed.folder), "PATH": path(installed)}
    stack.preview()
    found = stack.verdicts()
    assert {verdict["policyPackName"] for verdict in found} == {"soc2-baseline"}, found
    with stack.standing():
        outputs: dict[str, Any] = stack.outputs()
        assert outputs == {"late": "late", "ours": str(ours(installed) / "__init__.py")}


def path(environment: Environment) -> str:
    """Our PATH with an environment's programs first and ours left out."""
    own = str(Path(sys.prefix) / "bin")
    kept = [entry for entry in os.get_exec_path() if entry != own]
    return os.pathsep.join([str(environment.folder / "bin"), *kept])
