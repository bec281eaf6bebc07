"""The face of the kit, and that rule files use it and nothing behind it."""

import ast
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from soc2_baseline import policy_pack
from soc2_baseline.policy_pack import kit
from tests.project.files import ROOT

RULES = ROOT / "policy_pack" / "rules"
KIT = "soc2_baseline.policy_pack.kit"
OWN = "soc2_baseline.policy_pack.rules"
GROUND = "soc2_baseline.core."


def wrong_imports(source: str) -> Iterator[str]:
    """Imports that a rule file should not have: the pack's insides, and what the kit offers."""
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import):
            yield from (a.name for a in node.names if a.name.startswith("soc2_baseline"))
        elif isinstance(node, ast.ImportFrom) and (node.module or "").startswith("soc2_baseline"):
            module = node.module or ""
            if module in (KIT, OWN) or module.startswith(f"{OWN}."):
                continue
            names = {a.name for a in node.names}
            if not f"{module}.".startswith(GROUND) or names & set(kit.__all__):
                yield f"{module}: {', '.join(sorted(names))}"


@pytest.mark.parametrize(
    "file", sorted(RULES.rglob("*.py")), ids=lambda file: str(file.relative_to(RULES))
)
def test_rule_files_import_the_face(file: Path) -> None:
    assert list(wrong_imports(file.read_text(encoding="utf-8"))) == []


@pytest.mark.parametrize(
    ("source", "count"),
    [
        (f"from {KIT} import Finding", 0),
        (f"from {OWN}.s3.buckets import owned", 0),
        ("from soc2_baseline.core.vocabulary import seconds", 0),
        ("from soc2_baseline.core.vocabulary import Verdict", 1),
        (f"from {KIT}.rule import Finding", 1),
        ("from soc2_baseline.policy_pack.engine.settings import Settings", 1),
        ("from soc2_baseline.policy_pack.catalog import RULES", 1),
        ("from soc2_baseline.components.keys import EncryptionKey", 1),
        ("import soc2_baseline.policy_pack.kit.rule", 1),
    ],
)
def test_wrong_imports_are_found(source: str, count: int) -> None:
    assert len(list(wrong_imports(source))) == count


def test_the_face_is_sorted_and_complete() -> None:
    assert list(kit.__all__) == sorted(kit.__all__, key=lambda n: (_kind(n), n))
    imported = {
        alias.asname or alias.name
        for node in ast.parse(Path(kit.__file__).read_text(encoding="utf-8")).body
        if isinstance(node, ast.ImportFrom)
        for alias in node.names
    }
    assert imported == set(kit.__all__)


def _kind(name: str) -> int:
    """Constants, classes, functions: the order that ruff gives to __all__."""
    return 0 if name.isupper() else 1 if name[0].isupper() else 2


def test_the_page_of_the_face_names_each_name() -> None:
    page = kit.__doc__ or ""
    assert [name for name in kit.__all__ if not re.search(rf"``{name}\b", page)] == []


def test_folders_of_rules_are_listed_in_the_catalog() -> None:
    source = (Path(policy_pack.__file__).parent / "catalog.py").read_text(encoding="utf-8")
    folders = {folder.parent.name for folder in RULES.glob("*/__init__.py")}
    assert {name for name in folders if f"*{name}.RULES" not in source} == set()
