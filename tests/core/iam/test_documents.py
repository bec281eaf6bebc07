"""Policy documents: every form that AWS accepts, read by meaning."""

import json
from typing import Any

import pytest

from soc2_baseline.core.iam.documents import Document, Malformed, ParsedStatement, like, parse
from soc2_baseline.core.iam.statements import within
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown, some
from soc2_baseline.policy_pack.kit import SecretText


def one(**elements: Any) -> ParsedStatement:
    """The one statement of a document with these elements."""
    (statement,) = parse({"Statement": [{"Effect": "Allow", **elements}]}).statements
    return statement


def test_a_text_and_its_tree_are_the_same() -> None:
    tree = {"Statement": {"Effect": "Deny", "Action": "S3:*", "Resource": "*", "Sid": "a"}}
    expected = Document((ParsedStatement("Deny", ("s3:*",), resources=("*",), sid="a"),))
    assert parse(tree) == parse(json.dumps(tree)) == parse(SecretText(json.dumps(tree))) == expected


def test_statements_by_effect() -> None:
    document = parse({"Statement": [{"Effect": effect} for effect in ("Allow", "Deny", "Allow")]})
    assert [s.allows for s in document.statements] == [True, False, True]
    assert len(list(document.allowing())) == 2
    assert len(list(document.denying())) == 1


@pytest.mark.parametrize("tree", [{}, {"Version": "2012-10-17"}, {"Statement": []}])
def test_without_statements(tree: Any) -> None:
    assert parse(tree) == Document(())


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        ("", "the policy is not JSON"),
        ("{", "the policy is not JSON"),
        ("[" * 100_000, "the policy is not JSON"),
        ("[]", "the policy is not a JSON object"),
        ('"text"', "the policy is not a JSON object"),
        (None, "the policy is not a JSON object"),
        ([{"Statement": []}], "the policy is not a JSON object"),
        ('{"Statement": ["Allow"]}', "the policy has a Statement that is not an object"),
        ({"Statement": "Allow"}, "the policy has a Statement that is not an object"),
        ({"Statement": {"Action": [1]}}, "the policy has an element that is not a text"),
        ({"Statement": {"Resource": {"a": "*"}}}, "the policy has an element that is not a text"),
        ({"Statement": {"Principal": {"AWS": 1}}}, "the policy has an element that is not a text"),
        ({"Statement": {"NotPrincipal": True}}, "the policy has an element that is not a text"),
        ({"Statement": {"Condition": "a"}}, "the policy has a Condition that is not an object"),
        (
            {"Statement": {"Condition": {"Bool": 1}}},
            "the policy has a Condition that is not an object",
        ),
    ],
)
def test_malformed(text: Any, sentence: str) -> None:
    with pytest.raises(Malformed) as refused:
        parse(text)
    assert str(refused.value) == sentence


@pytest.mark.parametrize("tree", [UNKNOWN, {"Statement": UNKNOWN}])
def test_what_makes_a_whole_document_unknown(tree: Any) -> None:
    with pytest.raises(ValueUnknown):
        parse(tree)


@pytest.mark.parametrize("beside", [UNKNOWN, {"Effect": UNKNOWN}])
def test_a_known_statement_beside_an_unknown_one(beside: Any) -> None:
    document = parse({"Statement": [beside, {"Effect": "Allow", "Action": "s3:*"}]})
    assert some(document.allowing(), lambda statement: statement.covers("s3:GetObject"))
    with pytest.raises(ValueUnknown):
        some(document.allowing(), lambda statement: statement.covers("kms:Decrypt"))
    with pytest.raises(ValueUnknown):
        list(document.denying())


@pytest.mark.parametrize("condition", [UNKNOWN, {"StringEquals": UNKNOWN}])
def test_unknown_conditions(condition: Any) -> None:
    statement = one(Action="s3:*", Condition=condition)
    assert statement.covers("s3:GetObject")
    with pytest.raises(ValueUnknown):
        statement.requires("aws:SourceAccount")


@pytest.mark.parametrize(
    ("principal", "expected"),
    [
        ("*", [("AWS", "*", True, None)]),
        ({"AWS": "*"}, [("AWS", "*", True, None)]),
        ({"*": "*"}, [("*", "*", True, None)]),
        ({"AWS": "123456789012"}, [("AWS", "123456789012", False, "123456789012")]),
        (
            {"AWS": ["arn:aws:iam::123456789012:role/a", "*"]},
            [
                ("AWS", "arn:aws:iam::123456789012:role/a", False, "123456789012"),
                ("AWS", "*", True, None),
            ],
        ),
        ({"AWS": "AIDAEXAMPLE"}, [("AWS", "AIDAEXAMPLE", False, None)]),
        ({"Service": "s3.amazonaws.com"}, [("Service", "s3.amazonaws.com", False, None)]),
        ({"Service": "*"}, [("Service", "*", False, None)]),
        (
            {"Federated": "arn:aws:iam::123456789012:saml-provider/a", "CanonicalUser": "ab"},
            [
                ("Federated", "arn:aws:iam::123456789012:saml-provider/a", False, None),
                ("CanonicalUser", "ab", False, None),
            ],
        ),
        ({}, []),
        (None, []),
    ],
)
def test_principals(principal: Any, expected: list[Any]) -> None:
    found = [(p.kind, p.value, p.anyone, p.account) for p in one(Principal=principal).principals]
    assert found == expected
    assert one(Principal=principal).anyone is any(entry[2] for entry in expected)


def test_everybody_but_a_few() -> None:
    assert one(NotPrincipal={"AWS": "123456789012"}).anyone
    assert not one().anyone


@pytest.mark.parametrize("principal", [UNKNOWN, {"AWS": UNKNOWN}, {"AWS": [UNKNOWN]}])
def test_unknown_principals(principal: Any) -> None:
    statement = one(Principal=principal, Action="s3:*")
    assert statement.covers("s3:GetObject")
    with pytest.raises(ValueUnknown):
        _ = statement.anyone
    with pytest.raises(ValueUnknown):
        _ = statement.principals[0].account


@pytest.mark.parametrize(
    ("elements", "action", "covered"),
    [
        ({"Action": "*"}, "s3:GetObject", True),
        ({"Action": "s3:*"}, "S3:getobject", True),
        ({"Action": ["kms:Decrypt", "S3:Get*"]}, "s3:GetObject", True),
        ({"Action": "s3:Get?bject"}, "s3:GetObject", True),
        ({"Action": "s3:Get?"}, "s3:GetObject", False),
        ({"Action": "s3:Get.bject"}, "s3:GetObject", False),
        ({"Action": "s3:Get"}, "s3:GetObject", False),
        ({"Action": []}, "s3:GetObject", False),
        ({"NotAction": "iam:*"}, "s3:GetObject", True),
        ({"NotAction": ["IAM:*", "s3:Get*"]}, "s3:GetObject", False),
        ({}, "s3:GetObject", False),
    ],
)
def test_covers(elements: dict[str, Any], action: str, covered: bool) -> None:
    assert one(**elements).covers(action) is covered


@pytest.mark.parametrize("element", ["Action", "NotAction"])
def test_unknown_actions(element: str) -> None:
    statement = one(**{element: ["s3:Get*", UNKNOWN]})
    assert statement.covers("s3:GetObject") is (element == "Action")
    assert one(**{element: [UNKNOWN, "*"]}).any_action
    with pytest.raises(ValueUnknown):
        statement.covers("kms:Decrypt")


@pytest.mark.parametrize(
    ("elements", "any_action", "any_resource"),
    [
        ({"Action": "*", "Resource": "*"}, True, True),
        ({"Action": ["s3:Get", "*:*"], "Resource": ["arn:aws:s3:::a", "*"]}, True, True),
        ({"Action": "s3:*", "Resource": "arn:aws:s3:::*"}, False, False),
        ({"NotAction": "iam:*", "NotResource": "arn:aws:s3:::a"}, True, True),
        ({}, False, False),
    ],
)
def test_anything(elements: dict[str, Any], any_action: bool, any_resource: bool) -> None:
    statement = one(**elements)
    assert (statement.any_action, statement.any_resource) == (any_action, any_resource)


CONDITION = {
    "ForAllValues:StringLikeIfExists": {"aws:TagKeys": ["a", "b"]},
    "ForAnyValue:StringEquals": {"aws:PrincipalOrgPaths": "o-1/*"},
    "Bool": {"AWS:SecureTransport": False},
    "NumericLessThan": {"s3:TlsVersion": 1.2},
}


def test_conditions_are_taken_apart() -> None:
    found = [
        (c.qualifier, c.operator, c.if_exists, c.key, c.texts())
        for c in one(Condition=CONDITION).conditions
    ]
    assert found == [
        ("forallvalues", "stringlike", True, "aws:tagkeys", ("a", "b")),
        ("foranyvalue", "stringequals", False, "aws:principalorgpaths", ("o-1/*",)),
        (None, "bool", False, "aws:securetransport", ("false",)),
        (None, "numericlessthan", False, "s3:tlsversion", ("1.2",)),
    ]


@pytest.mark.parametrize(
    ("key", "operators", "count"),
    [
        ("aws:SecureTransport", (), 1),
        ("aws:securetransport", ("Bool",), 1),
        ("aws:SecureTransport", ("StringEquals",), 0),
        ("aws:Missing", (), 0),
    ],
)
def test_when(key: str, operators: tuple[str, ...], count: int) -> None:
    assert len(list(one(Condition=CONDITION).when(key, *operators))) == count


@pytest.mark.parametrize(
    ("condition", "values", "required"),
    [
        ({"StringEquals": {"aws:SourceAccount": "1"}}, ("1",), True),
        ({"StringEquals": {"AWS:sourceaccount": ["1", "2"]}}, ("1", "2", "3"), True),
        ({"StringEquals": {"aws:SourceAccount": ["1", "4"]}}, ("1", "2"), False),
        ({"StringEquals": {"aws:SourceAccount": "1"}}, (), True),
        ({"StringEqualsIfExists": {"aws:SourceAccount": "1"}}, ("1",), False),
        ({"ForAllValues:StringEquals": {"aws:SourceAccount": "1"}}, ("1",), False),
        ({"ForAnyValue:StringEquals": {"aws:SourceAccount": "1"}}, ("1",), True),
        ({"StringNotEquals": {"aws:SourceAccount": "1"}}, ("1",), False),
        ({"StringEquals": {"aws:SourceArn": "1"}}, ("1",), False),
        ({}, (), False),
    ],
)
def test_requires(condition: Any, values: tuple[str, ...], required: bool) -> None:
    statement = one(Condition=condition)
    found = statement.requires("aws:SourceAccount", *values, operators=("StringEquals",))
    assert found is required


def test_an_unknown_value_of_a_condition() -> None:
    statement = one(Condition={"StringEquals": {"aws:SourceAccount": UNKNOWN, "aws:a": "1"}})
    assert statement.requires("aws:SourceAccount")  # whatever it is
    assert statement.requires("aws:a", "1")
    with pytest.raises(ValueUnknown):
        statement.requires("aws:SourceAccount", "1")


def test_unknown_sid_says_nothing() -> None:
    assert one(Sid=UNKNOWN).sid == ""


@pytest.mark.parametrize(
    ("pattern", "text", "fits"),
    [
        ("*", "", True),
        ("a*c", "abbc", True),
        ("a*c", "abbd", False),
        ("a?c", "ac", False),
        ("a?c", "a\nc", True),
        ("a.c", "abc", False),
        ("[ab]", "a", False),
        ("a", "A", False),
        ("", "a", False),
        ("a*b*c", "a-b-b-c", True),
        ("a**?b*", "axb", True),
        ("*a", "aXa", True),
        ("a*a", "a", False),
        ("*" * 40 + "b", "a" * 2000, False),
        ("*a" * 20 + "b", "a" * 2000, False),
    ],
)
def test_like(pattern: str, text: str, fits: bool) -> None:
    assert like(pattern, text) is fits


@pytest.mark.parametrize(
    ("pattern", "wider", "inside"),
    [
        ("s3:get*", "s3:*", True),
        ("s3:getobject", "s3:get?bject", True),
        ("s3:*", "s3:get*", False),
        ("s3:get*", "s3:get?", False),
        ("s3:get?", "s3:get?", True),
        ("*", "*", True),
    ],
)
def test_within(pattern: str, wider: str, inside: bool) -> None:
    assert within(pattern, wider) is inside
