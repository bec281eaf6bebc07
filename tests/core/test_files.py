"""The reader of files in YAML: values, lines, and texts that only look like data."""

import datetime
import time
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, named, read_document, read_yaml, yaml_of
from soc2_baseline.core.yaml_tree import Mistakes, parse

BOMB = "a: &a [x,x,x,x,x,x,x,x,x]\n" + "".join(
    f"{name}: &{name} [{','.join([f'*{before}'] * 9)}]\n"
    for before, name in zip("abcdefghijkl", "bcdefghijklm", strict=True)
)


def read(folder: Path, content: str | bytes) -> Document:
    file = folder / "file.yaml"
    file.write_bytes(content.encode() if isinstance(content, str) else content)
    return read_document(file)


def problems(folder: Path, content: str | bytes) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        read(folder, content)
    assert refused.value.exit_code == 2
    assert all("\n" not in problem for problem in refused.value.problems)
    return [problem.removeprefix(f"{folder}/") for problem in refused.value.problems]


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("no", "no"),
        ("yes", "yes"),
        ("on", "on"),
        ("y", "y"),
        ("true", True),
        ("010", 10),
        ("0o10", 8),
        ("0x1F", 31),
        ("12:30", "12:30"),
        ("1.5", 1.5),
        ("1e3", 1000.0),
        ("~", None),
        ("", None),
        ("# nothing", None),
        ("---", None),
        ("=", "="),
        ("'<<'", "<<"),
        ("2027-01-31", datetime.date(2027, 1, 31)),
        (
            "2027-01-31T04:05:06Z",
            datetime.datetime(2027, 1, 31, 4, 5, 6, tzinfo=datetime.UTC),
        ),
        ("\ufeffa: 1", {"a": 1}),
        ("%YAML 1.2\n---\na: no", {"a": "no"}),
        ("a: |\n  %YAML 1.1\n", {"a": "%YAML 1.1\n"}),
        ("a: &x [1]\nb: *x", {"a": [1], "b": [1]}),
        ("a: &x 1\nb: &x 2\nc: *x", {"a": 1, "b": 2, "c": 2}),
        ("a: {<<: {b: 1, c: 2}, c: 3}", {"a": {"b": 1, "c": 3}}),
        ("a: {<<: [{b: 1}, {b: 2, c: 3}]}", {"a": {"b": 1, "c": 3}}),
    ],
)
def test_values_are_those_of_yaml_1_2(tmp_path: Path, text: str, value: Any) -> None:
    found = read(tmp_path, text).content
    assert found == value
    assert type(found) is type(value)
    assert read_yaml(tmp_path / "file.yaml") == value


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        ("a: 1\nb: 2\na: 3", "line 3: … the key 'a' is already set on line 1; set it once"),
        ("a:\n  - b: 1\n    c: 2\n    b: 3", "line 4: … the key 'b' is already set on line 2; set"),
        ("{a: 1, a: 2}", "line 1: … the key 'a' is already set on line 1; set it once"),
        ("<<: {a: 1}\n<<: {b: 2}", "line 2: … the key '<<' is already set on line 1; set it once"),
        ("a: 1\n---\nb: 2", "line 2: … a second document begins here; accepted is one document"),
        ("a: 1\n...\nb: 2", "line 3: … a second document begins here; accepted is one document"),
        ("%YAML 1.1\n---\na: no", "line 1: … %YAML 1.1 is not accepted; leave it out, this is"),
        ("a:\n  b: !!python/object:os.x {}", "line 2: … the tag !!python/object:os.x is not acc"),
        ("a: !!python/name:os.system", "line 1: … the tag !!python/name:os.system is not accepted"),
        ("!secret x", "line 1: … the tag !secret is not accepted; write texts, numbers, dates"),
        ("a: !!set {b}", "line 1: … the tag !!set is not accepted"),
        ("a: !!binary aGk=", "line 1: … the tag !!binary is not accepted"),
        ("\na: 2027-02-30", "line 2: … '2027-02-30' is not a valid date"),
        ("a: !!int ten", "line 1: … 'ten' is not a valid int"),
        ("a: " + "9" * 5000, "line 1: … '" + "9" * 60 + "' is not a valid int"),
        ("a: 1\n1: b", "line 2: … the key 1 is not a text; quote it"),
        ("? [a]\n: b", "line 1: … a key has to be a text, not a list or a mapping"),
        ("a:\n\tb: 1", "line 2: … a tab is not allowed here; use spaces"),
        ("a: b: c", "line 1: … mapping values are not allowed here"),
        ("a: 1\nb: [", "line 2: … expected the node content, but found '<stream end>'"),
        ("a: *b", "line 1: … found undefined alias 'b'"),
        ("a: &b [*b]", "line 1: … the anchor &b refers to itself"),
        ("a: &b {<<: *b}", "line 1: … << takes a mapping or a list of mappings"),
        ("a: {<<: 3}", "line 1: … << takes a mapping or a list of mappings"),
        ("a: 1\nb: \x00", "line 2: … the character U+0000 is not allowed"),
        ('a: "\\ud800"', "line 1: … '\\ud800' holds half a character (a lone surrogate)"),
        (b"\x89PNG\r\n\x1a\n", "line 1: … this is not UTF-8 text"),
        (b"a: 1\n\xff", "line 2: … this is not UTF-8 text"),
        ("a: 1".encode("utf-16"), "line 1: … this is not UTF-8 text"),
        ("[" * 500, "line 1: … lists and mappings are nested deeper than 60 levels"),
        ("- " * 500, "line 1: … lists and mappings are nested deeper than 60 levels"),
        (BOMB, "line 5: … aliases of &e expand to over 100,000 values"),
    ],
)
def test_what_only_looks_like_data_is_refused(
    tmp_path: Path, content: str | bytes, sentence: str
) -> None:
    started = time.process_time()
    first = problems(tmp_path, content)[0]
    assert time.process_time() - started < 5
    assert first.startswith(f"file.yaml {sentence.replace('…', 'cannot be read as YAML:')}")


def test_all_mistakes_are_reported_together_in_the_order_of_the_file(tmp_path: Path) -> None:
    text = "a: 1\nb:\n  c: 1\n  c: !x 2\n  d: !!set {}\na: 2"
    assert [problem.split(":")[0] for problem in problems(tmp_path, text)] == [
        "file.yaml line 4",
        "file.yaml line 5",
        "file.yaml line 6",
    ]


def test_a_file_that_cannot_be_opened(tmp_path: Path) -> None:
    with pytest.raises(ConfigError, match=r"gone\.yaml: cannot be read as YAML: No such file"):
        read_document(tmp_path / "gone.yaml")
    with pytest.raises(ConfigError, match="cannot be read as YAML: Is a directory"):
        read_document(tmp_path)


@pytest.mark.parametrize(
    ("path", "place"),
    [
        ((), "line 2"),
        ((0,), "line 2"),
        ((1,), "line 6"),
        ((1, "b"), "line 7: b"),
        ((1, "b", 1), "line 9: b[1]"),
        ((1, "b", 1, "gone"), "line 9: b[1].gone"),
        ((1, "gone", "deeper"), "line 6: gone.deeper"),
        ((2, "a"), "line 3: a"),  # merged: where it is written
        ((2, "d"), "line 11: d"),
        ((9,), "line 2"),
        ((1, "b", 9), "line 7: b[9]"),
    ],
)
def test_places(tmp_path: Path, path: tuple[str | int, ...], place: str) -> None:
    lines = ["# first", "- &one", "  a: 1", "  c: 2", "  ", "- a: 1", "  b:", "    - x", "    - y"]
    document = read(tmp_path, "\n".join([*lines, "- <<: *one", "  d: 3"]))
    assert document.where(path) == f"{tmp_path}/file.yaml {place}"


def test_places_in_a_mapping_and_in_nothing(tmp_path: Path) -> None:
    document = read(tmp_path, "\n\na:\n  - b: 1\n")
    assert document.where(("a", 0, "b")).endswith("file.yaml line 4: a[0].b")
    assert read(tmp_path, "").where(("a",)).endswith("file.yaml line 1: a")


def test_a_text_of_aws_keeps_numbers_as_keys_and_the_words_of_yaml_1_1() -> None:
    found = parse("responses: {200: yes}", version="1.1", any_key=True).values
    assert found == {"responses": {200: True}}
    with pytest.raises(Mistakes, match="line 1: the key 200 is already set on line 1"):
        parse("{200: a, 200: b}", any_key=True)


def test_a_named_file(tmp_path: Path) -> None:
    assert named("place", "", "a register") is None
    assert named("place", None, "a register") is None
    file = tmp_path / "a.yaml"
    file.write_text("")
    assert named("place", str(file), "a register") == file
    with pytest.raises(
        ConfigError, match="place: 'b' is not a file; accepted is the path of a reg"
    ):
        named("place", "b", "a register")


@pytest.mark.parametrize(
    "text", ["no", "010", "2027-01-31", "12:30", "a: b", "é\U0001f600", '\x7f\u2028\ufeff"\\\t\n']
)
def test_what_is_written_is_read_by_every_version_of_yaml(tmp_path: Path, text: str) -> None:
    content = {"config": {"key": [text, {text: 1.5}], "flag": True, "none": None}}
    written = yaml_of(content)
    assert read(tmp_path, written).content == content
    assert yaml.safe_load(written) == content
