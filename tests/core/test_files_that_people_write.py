"""Each kind of file that a person writes goes through the one reader of YAML."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

import soc2_baseline
from soc2_baseline.core import exceptions
from soc2_baseline.core.errors import BaselineError, ConfigError
from tests.core.kinds_of_files import EXCEPTIONS, KINDS, Kind

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
