"""A program's own modules: found as the language host finds them, and gone afterwards."""

import sys
from pathlib import Path

import pytest

import soc2_baseline.components.base as base
from soc2_baseline.baseline.preview.project import load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.core.errors import Unreadable
from tests.project import clashing
from tests.project.files import ROOT

OWN = """import pulumi
from components.names import NAME

from soc2_baseline.components.base import BaselineComponent  # ours, beside theirs


class Area(pulumi.ComponentResource):
    def __init__(self, name, opts=None):
        super().__init__("test:own:Area", name, None, opts)
        self.urn.apply(lambda _: __import__("components.late"))


assert not issubclass(Area, BaselineComponent)
Area(NAME)
"""


def project(folder: Path, name: str) -> Path:
    (folder / "components").mkdir(parents=True)
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n")
    (folder / "__main__.py").write_text(OWN)
    (folder / "components" / "__init__.py").touch()  # else ours wins where pytest has our root
    (folder / "components" / "names.py").write_text(f"NAME = {name!r}\n")
    (folder / "components" / "late.py").write_text("")
    return folder


def names(folder: Path) -> list[str]:
    return [made.name for made in record(load(folder, {})) if made.type.startswith("test:")]


def test_each_program_has_its_own_components(tmp_path: Path) -> None:
    before = (list(sys.path), Path.cwd())
    assert names(project(tmp_path / "one", "first")) == ["first"]
    assert names(project(tmp_path / "two", "second")) == ["second"]
    assert [name for name in sys.modules if name.partition(".")[0] == "components"] == []
    assert (list(sys.path), Path.cwd()) == before


def test_our_modules_stay(tmp_path: Path) -> None:
    names(project(tmp_path / "one", "first"))
    assert sys.modules["soc2_baseline.components.base"] is base


def test_a_module_imported_late_is_looked_for(tmp_path: Path) -> None:
    folder = project(tmp_path / "one", "first")
    (folder / "components" / "late.py").unlink()
    with pytest.raises(Unreadable, match=r"No module named 'components\.late'"):
        names(folder)


def test_modules_go_after_a_failure_too(tmp_path: Path) -> None:
    folder = project(tmp_path / "one", "first")
    (folder / "__main__.py").write_text("import components.names\nraise ValueError('no')\n")
    with pytest.raises(Unreadable, match="the program raised ValueError: no"):
        names(folder)
    assert "components.names" not in sys.modules


def test_names_of_the_clashing_project_are_our_folders() -> None:
    ours = {link.name for link in (ROOT / "soc2_baseline").iterdir() if link.is_symlink()}
    assert set(clashing.NAMES) == ours | {"tests"}
