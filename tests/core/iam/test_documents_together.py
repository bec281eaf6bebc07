"""Several statements together, and documents in the form of the data source."""

import json
from typing import Any

import pytest

from soc2_baseline.core.iam.documents import Malformed, ParsedStatement, parse
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown


def one(**elements: Any) -> ParsedStatement:
    """The one statement of a document with these elements."""
    (statement,) = parse({"Statement": [{"Effect": "Allow", **elements}]}).statements
    return statement


def withdrawn(allowed: dict[str, Any], *denied: dict[str, Any], action: str | None = None) -> bool:
    first = {"Effect": "Allow", "Action": "s3:*", "Resource": "arn:aws:s3:::b/*", **allowed}
    rest = [{"Effect": "Deny", "Action": "*", "Resource": "*", **tree} for tree in denied]
    document = parse({"Statement": [first, *rest]})
    return document.withdraws(document.statements[0], action)


@pytest.mark.parametrize(
    ("allowed", "denied", "action", "gone"),
    [
        ({}, [{}], None, True),
        ({}, [{"Principal": "*"}], None, True),
        ({}, [{"Principal": {"AWS": "123456789012"}}], None, False),
        ({}, [{"NotPrincipal": {"AWS": "123456789012"}}], None, False),
        ({}, [{"Condition": {"Bool": {"aws:SecureTransport": "false"}}}], None, False),
        ({}, [{"Action": "s3:Get*"}], None, False),
        ({}, [{"Action": "s3:Get*"}], "s3:GetObject", True),
        ({}, [{"Action": "S3:*", "Resource": "arn:aws:s3:::b*"}], None, True),
        ({}, [{"Resource": "arn:aws:s3:::b/secret"}], None, False),
        ({}, [{"Resource": None}], None, True),
        ({}, [{"Resource": None, "NotResource": "arn:aws:s3:::c"}], None, False),
        ({"Resource": None, "NotResource": "a"}, [{"Resource": "a*"}], None, False),
        ({"Resource": None}, [{"Resource": "a*"}], None, False),
        ({}, [{"Action": None, "NotAction": "iam:*"}], None, True),
        ({}, [{"Action": None, "NotAction": "s3:Get*"}], None, False),
        ({}, [{"Action": None, "NotAction": "s3:Get*"}], "s3:PutObject", True),
        ({}, [{"Action": None, "NotAction": "*:Get*"}], "s3:PutObject", True),
        ({"Action": ["s3:Get*", "s3:Put*"]}, [{"Action": "s3:Get*"}], None, False),
        (
            {"Action": ["s3:Get*", "s3:Put*"]},
            [{"Action": "s3:Get*"}, {"Action": "s3:P*"}],
            None,
            True,
        ),
        ({"Action": None, "NotAction": "iam:*"}, [{"Action": "s3:*"}], None, False),
        ({"Action": None, "NotAction": "iam:*"}, [{}], None, True),
        ({}, [{"Action": [UNKNOWN, "*"]}], None, True),
    ],
)
def test_denied_again(
    allowed: dict[str, Any], denied: list[dict[str, Any]], action: str | None, gone: bool
) -> None:
    assert withdrawn(allowed, *denied, action=action) is gone


@pytest.mark.parametrize("element", ["Action", "Resource", "Principal"])
def test_an_unknown_part_of_a_denial(element: str) -> None:
    with pytest.raises(ValueUnknown):
        withdrawn({}, {element: UNKNOWN, **({"Action": "*"} if element != "Action" else {})})


BLOCK = {
    "actions": ["s3:GetObject"],
    "resources": ["arn:aws:s3:::b/&{aws:username}"],
    "principals": [
        {"type": "AWS", "identifiers": ["123456789012"]},
        {"type": "AWS", "identifiers": ["*"]},
    ],
    "conditions": [
        {"test": "StringEquals", "variable": "aws:a", "values": ["1"]},
        {"test": "StringEquals", "variable": "aws:a", "values": ["2"]},
    ],
}
GRAMMAR = {
    "Effect": "Allow",
    "Action": "s3:GetObject",
    "Resource": "arn:aws:s3:::b/${aws:username}",
    "Principal": {"AWS": ["123456789012", "*"]},
    "Condition": {"StringEquals": {"aws:a": ["1", "2"]}},
}


class Answer:
    """What the SDK's function returns: a class of its own."""

    json = None
    statements = (BLOCK,)

    def __init__(self) -> None:
        self.statements = [BLOCK]  # type: ignore[assignment]


@pytest.mark.parametrize(
    "value",
    [
        {"statements": [BLOCK]},
        {"json": UNKNOWN, "statements": [BLOCK]},
        {"json": json.dumps({"Statement": GRAMMAR})},
        {"minifiedJson": json.dumps({"Statement": GRAMMAR})},
        {"sourcePolicyDocuments": [json.dumps({"Statement": GRAMMAR})]},
        {"statements": [], "override_json": json.dumps({"Statement": GRAMMAR})},
        Answer(),
    ],
)
def test_the_data_source(value: Any) -> None:
    assert parse(value) == parse({"Statement": GRAMMAR})


def test_the_data_source_in_python_s_spelling() -> None:
    block = {
        "effect": "Deny",
        "not_actions": "s3:*",
        "not_resources": ["a"],
        "not_principals": [{"type": "*", "identifiers": ["*"]}],
    }
    (found,) = parse({"statements": [block]}).statements
    assert (found.effect, found.not_actions, found.not_resources) == ("Deny", ("s3:*",), ("a",))
    assert found.not_principals[0].anyone


def test_overriding_by_sid() -> None:
    other = json.dumps({"Statement": {"Sid": "a", "Effect": "Deny", "Action": "*"}})
    tree = {"statements": [{"sid": "a"}, {"sid": "b"}], "overridePolicyDocuments": [other, UNKNOWN]}
    found = parse(tree).statements
    assert [s.sid for s in found] == ["b", "a", ""]
    assert found[1].effect == "Deny"


@pytest.mark.parametrize(
    "element", ["effect", "actions", "resources", "principals", "conditions", "json"]
)
def test_unknown_parts_of_the_data_source(element: str) -> None:
    blocks: Any = {"json": UNKNOWN} if element == "json" else {"statements": [{element: UNKNOWN}]}
    (found,) = parse(blocks).statements
    with pytest.raises(ValueUnknown):
        assert found.effect == "Deny" or (
            found.any_action or found.any_resource or found.anyone or found.requires("aws:a")
        )


@pytest.mark.parametrize(
    "block", ["text", {"principals": ["*"]}, {"conditions": [1]}, {"principals": 5}]
)
def test_malformed_data_source(block: Any) -> None:
    with pytest.raises(Malformed):
        parse({"statements": [block]})
