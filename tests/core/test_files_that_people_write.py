"""Each kind of file that a person writes goes through the one reader of YAML."""

import ast
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
import yaml
from ruamel.yaml import YAML

import soc2_baseline
from soc2_baseline.baseline.preview import pack
from soc2_baseline.baseline.preview import project as preview
from soc2_baseline.baseline.sandbox import project as sandbox
from soc2_baseline.baseline.sandbox import unavailable
from soc2_baseline.components.incident import runbooks
from soc2_baseline.controls import catalog
from soc2_baseline.core import exceptions, vendors
from soc2_baseline.core.access import break_glass_register, manifest_file
from soc2_baseline.core.errors import BaselineError, ConfigError
from soc2_baseline.policy_pack.catalog import BY_ID
from soc2_baseline.policy_pack.engine import settings_file
from tests.baseline.access.example import DAY, manifest

EXCEPTIONS = """\
- id: EX-1
  rule: s3-versioning
  scope: "*::cache"
  reason: Machines overwrite the same object all day long.
  owner: platform lead
  approver: security lead
  ticket: OPS-1
  expires: 2027-01-31
- id: EX-2
  rule: s3-versioning
  scope: "*::store"
  reason: Machines overwrite the same object all day long.
  owner: platform lead
  approver: security lead
  ticket: OPS-2
  expires: 2027-01-31
"""
VENDORS = """\
- name: Watcher
  purpose: Watches the service from outside.
  owner: operations
  accounts:
    - "222222222222"
  reviewed: 2026-01-31
  review-due: 2027-01-31
"""
POLICIES = """\
profile: dev
reason: The estate is being rebuilt this quarter.
select:
  - services:
      - kms
    level: advisory
rules:
  exemption-hygiene:
    reason: The register lies in another folder.
    options:
      file: other.yaml
"""
REGISTER = """\
- event: event-1
  role: break-glass
  used-by: dev
  used-at: 2027-01-31T04:05:06Z
  reviewer: lead
  reviewed: 2027-02-01
  ticket: OPS-1
  conclusion: The account was locked out of its bucket.
"""
RUNBOOK = """\
title: A key was misused
steps:
  - name: look
    text: Look at the trail.
"""
PROJECT = """\
name: shop
runtime:
  name: python
config:
  shop:size:
    type: integer
    default: 3
"""
STACK = """\
config:
  shop:size: 3
  shop:zones:
    names:
      - a
"""
PACK = """\
runtime:
  name: python
description: A pack.
"""
UNAVAILABLE = """\
aws:a/b:C: It has no stand-in.
"""
CONTROL = (Path(catalog.__file__).parent / "cc6_7.yaml").read_text(encoding="utf-8")
MANIFEST = yaml.safe_dump(manifest(), sort_keys=False)


def _control(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    return catalog.load(folder)


def _runbook(folder: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(runbooks, "FOLDER", folder)
    return runbooks.load("kms")


def _unavailable(folder: Path, patch: pytest.MonkeyPatch) -> object:
    patch.setattr(unavailable, "__file__", str(folder / "unavailable.py"))
    return unavailable.unavailable_types()


def _stack(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    return preview.load(folder, {})


def _example(folder: Path, _patch: pytest.MonkeyPatch) -> object:
    (folder / "Pulumi.yaml").write_text("name: shop\nruntime: python\n", encoding="utf-8")
    return sandbox.Project.at(folder).config({})


@dataclass(frozen=True)
class Kind:
    """A kind of file: its name, a good text, the code that reads it, and texts of other shapes."""

    file: str
    text: str
    read: Callable[[Path, pytest.MonkeyPatch], object]
    wrong: tuple[str, ...] = ("7", "text", "- 1", "a: 1")


NOT_MAPPINGS = ("7", "text", "- 1")
KINDS = {
    "exceptions": Kind(
        "exceptions.yaml", EXCEPTIONS, lambda f, _: exceptions.load(f / "exceptions.yaml")
    ),
    "vendors": Kind("vendors.yaml", VENDORS, lambda f, _: vendors.load(f / "vendors.yaml")),
    "policies": Kind(
        "policies.yaml", POLICIES, lambda f, _: settings_file.load(f / "policies.yaml", BY_ID)
    ),
    "manifest": Kind(
        "access.yaml", MANIFEST, lambda f, _: manifest_file.load(f / "access.yaml", DAY)
    ),
    "register": Kind(
        "reviews.yaml", REGISTER, lambda f, _: break_glass_register.load(f / "reviews.yaml")
    ),
    "control": Kind("cc6_7.yaml", CONTROL, _control),
    "runbook": Kind("kms.yaml", RUNBOOK, _runbook, ()),
    "project": Kind("Pulumi.yaml", PROJECT, lambda f, _: preview.load(f, {})),
    "sandbox": Kind("Pulumi.yaml", PROJECT, lambda f, _: sandbox.Project.at(f).config({})),
    "stack": Kind("Pulumi.dev.yaml", STACK, _stack, NOT_MAPPINGS),
    "example": Kind("Pulumi.example.yaml", STACK, _example, NOT_MAPPINGS),
    "pack": Kind("PulumiPolicy.yaml", PACK, lambda f, _: pack.check_folder(f), NOT_MAPPINGS),
    "unavailable": Kind("unavailable.yaml", UNAVAILABLE, _unavailable, ()),
}
EACH = pytest.mark.parametrize("kind", KINDS.values(), ids=KINDS)


def _keys(node: Any) -> Iterator[Any]:
    for part in node.value if node.id in ("mapping", "sequence") else ():
        if isinstance(part, tuple):
            yield part[0]
            yield from _keys(part[1])
        else:
            yield from _keys(part)


def _doubled(kind: Kind) -> Iterator[tuple[str, str, int]]:
    """The text with one key written twice, for each key at each depth."""
    lines = kind.text.splitlines()
    for key in _keys(YAML(typ="safe", pure=True).compose(kind.text)):
        row, column = key.start_mark.line, key.start_mark.column
        line = lines[row]
        changed = [line[:column] + f"{key.value}: other", " " * column + line[column:]]
        yield key.value, "\n".join([*lines[:row], *changed, *lines[row + 1 :]]), row + 1


def problems(kind: Kind, folder: Path, patch: pytest.MonkeyPatch, content: bytes) -> list[str]:
    (folder / kind.file).write_bytes(content)
    with pytest.raises(BaselineError) as refused:
        kind.read(folder, patch)
    assert refused.value.exit_code == 2
    return str(refused.value).replace(f"{folder}/", "").splitlines()


@EACH
def test_a_good_text_is_read(kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / kind.file).write_bytes(b"\xef\xbb\xbf" + kind.text.encode())
    kind.read(tmp_path, monkeypatch)


@EACH
def test_a_key_given_twice_is_refused_at_each_level(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    texts = list(_doubled(kind))
    assert texts
    for key, text, line in texts:
        assert problems(kind, tmp_path, monkeypatch, text.encode()) == [
            f"{kind.file} line {line + 1}: cannot be read as YAML: the key {key!r} is already set "
            f"on line {line}; set it once"
        ]


@EACH
@pytest.mark.parametrize(
    ("end", "sentence"),
    [
        (b'"', "found unexpected end of stream"),
        (b"--- {}", "a second document begins here"),
        (b"\xff", "this is not UTF-8 text"),
        (b"\x00", "the character U+0000 is not allowed"),
    ],
)
def test_a_syntax_error_names_its_line(
    kind: Kind, end: bytes, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (problem,) = problems(kind, tmp_path, monkeypatch, kind.text.encode() + end)
    line = kind.text.count("\n") + 1
    assert problem.startswith(f"{kind.file} line {line}: cannot be read as YAML: {sentence}")


@EACH
def test_a_python_object_is_refused(
    kind: Kind, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    text = b"!!python/object/apply:os.system [touch made]"
    (problem,) = problems(kind, tmp_path, monkeypatch, text)
    assert problem.startswith(
        f"{kind.file} line 1: cannot be read as YAML: the tag !!python/object/apply:os.system is"
    )
    assert not Path("made").exists()


@pytest.mark.parametrize(
    ("kind", "content"),
    [
        pytest.param(kind, text, id=f"{n}-{text}")
        for n, kind in KINDS.items()
        for text in kind.wrong
    ],
)
def test_another_shape_is_one_sentence_with_a_line(
    kind: Kind, content: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    found = problems(kind, tmp_path, monkeypatch, content.encode())
    assert all(problem.startswith(f"{kind.file} line 1") for problem in found), found


@pytest.mark.parametrize(
    ("kind", "old", "new", "sentence"),
    [
        ("exceptions", 'scope: "*::store"', "scope: 7", "exceptions.yaml line 11: scope is 7; in"),
        ("exceptions", "expires: 2027-01-31\n-", "until: 1\n-", "exceptions.yaml line 1: expires"),
        ("vendors", '- "222222222222"', "- 12", "vendors.yaml line 5: accounts[0] is 12; acc"),
        (
            "policies",
            "level: advisory",
            "level: no",
            "policies.yaml line 6: select[0].level is 'no'",
        ),
        (
            "policies",
            "      - kms",
            "      - km",
            "policies.yaml line 5: select[0].services[0]: 'km'",
        ),
        (
            "policies",
            "file: other",
            "fil: other",
            "policies.yaml line 11: rules.exemption-hygiene.",
        ),
        ("policies", "exemption-hygiene:", "hygiene:", "policies.yaml line 8: rules.hygiene: 'hyg"),
        ("manifest", "environment: dev", "environment: no", "access.yaml line 7: accounts[1].env"),
        ("register", "reviewed: 2027-02-01", "reviewed: soon", "reviews.yaml line 6: reviewed is"),
        ("control", "kind: partly", "kind: no", "cc6_7.yaml line 7: kind: 'no' is not accepted"),
        ("control", "  - Guardrails", "  - SecureBucket", "cc6_7.yaml line 13: components[2]: 'Se"),
        (
            "project",
            "  name: python",
            "  name: go",
            "Pulumi.yaml line 2: runtime is 'go'; accepted",
        ),
        ("sandbox", "name: shop", "name: 010", "Pulumi.yaml line 1: name is 10; accepted is a pr"),
        ("stack", "shop:size: 3", "shop:size: 010", "Pulumi.dev.yaml line 2: 010 is not what Pulu"),
        ("example", "- a", "- 2027-01-31", "Pulumi.example.yaml line 5: 2027-01-31 is not what"),
    ],
)
def test_a_wrong_value_names_its_line(
    kind: str, old: str, new: str, sentence: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert old in KINDS[kind].text
    text = KINDS[kind].text.replace(old, new, 1).encode()
    found = problems(KINDS[kind], tmp_path, monkeypatch, text)
    assert any(problem.startswith(sentence) for problem in found), found


def test_a_scope_written_twice_does_not_widen_an_exception(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(EXCEPTIONS.replace("  ticket: OPS-1\n", '  ticket: OPS-1\n  scope: "*"\n'))
    with pytest.raises(ConfigError, match=r"line 8: .* the key 'scope' is already set on line 3"):
        exceptions.load(file)


def test_nothing_else_reads_yaml() -> None:
    root = Path(soc2_baseline.__file__).parents[1]
    folders = ("baseline", "components", "controls", "core", "evidence", "policy_pack", "stacks")
    readers = {
        str(file.relative_to(root))
        for folder in folders
        for file in (root / folder).rglob("*.py")
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.Import | ast.ImportFrom)
        and {
            (node.module or "" if isinstance(node, ast.ImportFrom) else alias.name).split(".")[0]
            for alias in node.names
        }
        & {"yaml", "ruamel"}
    }
    # The second edits a control in place and keeps its comments.
    assert readers == {"core/yaml_tree.py", "baseline/new/controls.py"}
