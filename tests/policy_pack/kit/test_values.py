"""Properties as they come over the wire, and a value that nobody may use by mistake."""

import copy
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from google.protobuf import json_format
from google.protobuf.struct_pb2 import Struct
from hypothesis import given, settings
from hypothesis import strategies as st
from pulumi_policy import proxy

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.policy_pack.engine.properties import read, read_some
from soc2_baseline.policy_pack.kit import SecretText, at, contains_unknown, items

SENTINELS = {name: value for name, value in vars(proxy).items() if name.startswith("UNKNOWN_")}
SIGNATURE = "4dabf18193072939515e22adb298388d"
SECRET = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
ASSET = "c44067f5952c0a294b673a41bacd8c17"
SENTINEL = SENTINELS["UNKNOWN_STRING_VALUE"]


def struct(**props: Any) -> Struct:
    return json_format.ParseDict(props, Struct())


def value(on_the_wire: Any) -> Any:
    return read(struct(it=on_the_wire))["it"]


def secret(inner: Any) -> dict[str, Any]:
    return {SIGNATURE: SECRET, "value": inner}


@pytest.mark.parametrize("name", SENTINELS)
def test_sentinels(name: str) -> None:
    sentinel = SENTINELS[name]
    assert value(sentinel) is UNKNOWN
    assert value([{"a": sentinel}])[0]["a"] is UNKNOWN
    assert value(secret(sentinel)) is UNKNOWN
    assert value(f"{sentinel} ") == f"{sentinel} "


def test_there_are_seven_sentinels() -> None:
    assert len(SENTINELS) == 7


TREES = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**53), 2**53) | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=20,
)


@settings(derandomize=True, deadline=None)
@given(st.dictionaries(st.text(), TREES))
def test_known_values_come_back(tree: dict[str, Any]) -> None:
    found = read(json_format.ParseDict(tree, Struct()))
    assert found == tree
    assert not contains_unknown(found)


@pytest.mark.parametrize(
    ("number", "kind"), [(7, int), (7.0, int), (0.5, float), (-3, int), (1e300, int)]
)
def test_whole_numbers_are_integers(number: float, kind: type) -> None:
    assert value(number) == number
    assert type(value(number)) is kind


def test_booleans_are_no_numbers() -> None:
    assert value(True) is True


@pytest.mark.parametrize("number", [float("inf"), float("nan")])
def test_numbers_without_end(number: float) -> None:
    wire = Struct()
    wire.fields["it"].number_value = number
    assert repr(read(wire)["it"]) == repr(number)


@pytest.mark.parametrize(
    ("on_the_wire", "expected"),
    [
        (secret("hush"), "hush"),
        (secret(["hush"]), ["hush"]),
        (secret({"a": {"b": "hush"}}), {"a": {"b": "hush"}}),
        (secret(secret("hush")), "hush"),
        ({SIGNATURE: OUTPUT, "value": "hush", "secret": True}, "hush"),
        ({SIGNATURE: OUTPUT, "value": secret("hush")}, "hush"),
        (secret({SIGNATURE: OUTPUT, "value": "hush", "secret": False}), "hush"),
        (secret({SIGNATURE: ASSET, "text": "hush"}), {SIGNATURE: ASSET, "text": "hush"}),
    ],
)
def test_text_in_a_secret_is_secret(on_the_wire: Any, expected: Any) -> None:
    found = value(on_the_wire)
    assert found == expected
    (leaf,) = [leaf for leaf in leaves(found) if leaf == "hush"]
    assert type(leaf) is SecretText


def leaves(tree: Any) -> Iterator[Any]:
    if isinstance(tree, (dict, list)):
        for inner in tree.values() if isinstance(tree, dict) else tree:
            yield from leaves(inner)
    else:
        yield tree


@pytest.mark.parametrize(
    ("on_the_wire", "expected"),
    [
        ({SIGNATURE: OUTPUT, "value": "plain"}, "plain"),
        ({SIGNATURE: OUTPUT, "value": "plain", "secret": False}, "plain"),
        ({SIGNATURE: ASSET, "text": "plain"}, {SIGNATURE: ASSET, "text": "plain"}),
        (secret(7), 7),
        (secret(True), True),
        (secret(None), None),
    ],
)
def test_the_rest_is_plain(on_the_wire: Any, expected: Any) -> None:
    found = value(on_the_wire)
    assert found == expected
    assert not isinstance(found, SecretText)


@pytest.mark.parametrize(
    "on_the_wire",
    [{SIGNATURE: OUTPUT}, {SIGNATURE: OUTPUT, "secret": True}, {SIGNATURE: SECRET}],
    ids=["output", "secret-output", "secret"],
)
def test_without_a_value_it_is_unknown(on_the_wire: Any) -> None:
    assert value(on_the_wire) is UNKNOWN


def test_read_some_reads_the_named_ones() -> None:
    assert read_some(struct(a=1, b=2), ["b", "c"]) == {"b": 2}


@pytest.mark.parametrize(
    "use",
    [
        bool,
        lambda u: not u,
        lambda u: u == 1,
        lambda u: u == u,
        lambda u: u != "a",
        lambda u: "a" == u,  # noqa: SIM300
        lambda u: u < 1,
        lambda u: 1 <= u,  # noqa: SIM300
        lambda u: u > 1,
        lambda u: u >= 1,
        hash,
        lambda u: {u},
        lambda u: u in ("a", "b"),
        lambda u: u in {"a"},
        lambda u: "a" in u,
        iter,
        list,
        len,
        lambda u: u[0],
        lambda u: u["a"],
        lambda u: u.get("a"),
        lambda u: u.lower(),
        lambda u: u + 1,
        lambda u: 1 - u,
        lambda u: u * 2,
        int,
        float,
        lambda u: any([u]),
        lambda u: [u] == [1],
        lambda u: {"a": u} == {"a": 1},
    ],
)
def test_unknown_refuses(use: Callable[[Any], Any]) -> None:
    with pytest.raises(ValueUnknown):
        use(UNKNOWN)


def test_what_may_be_done_with_unknown() -> None:
    assert repr(UNKNOWN) == f"{UNKNOWN}" == "UNKNOWN"
    assert not isinstance(UNKNOWN, (str, int, list, dict))
    assert copy.deepcopy({"a": [UNKNOWN]})["a"][0] is UNKNOWN


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        (("a", 0, "b"), 1),
        (("a", 1, "b"), None),
        (("a", "b"), None),
        (("x", "y", 0), None),
        (("a", 0, "b", "c"), None),
        ((), {"a": [{"b": 1}], "u": UNKNOWN}),
    ],
)
def test_at(path: tuple[str | int, ...], expected: Any) -> None:
    found = at({"a": [{"b": 1}], "u": UNKNOWN}, *path)
    assert found is expected or repr(found) == repr(expected)


@pytest.mark.parametrize("path", [("u",), ("u", "x"), ("u", 0, "x")])
def test_below_unknown_is_unknown(path: tuple[str | int, ...]) -> None:
    assert at({"u": UNKNOWN}, *path) is UNKNOWN


@pytest.mark.parametrize(
    ("listed", "expected"), [(None, []), ([], []), ([1, 2], [1, 2]), ("a", ["a"]), ({}, [{}])]
)
def test_items(listed: Any, expected: list[Any]) -> None:
    assert items(listed) == expected


def test_items_of_an_unknown_list() -> None:
    with pytest.raises(ValueUnknown):
        items(UNKNOWN)


@pytest.mark.parametrize(
    ("tree", "expected"),
    [
        (UNKNOWN, True),
        ([1, {"a": [UNKNOWN]}], True),
        ({"a": [{"b": "UNKNOWN"}]}, False),
        (None, False),
    ],
)
def test_contains_unknown(tree: Any, expected: bool) -> None:
    assert contains_unknown(tree) is expected
