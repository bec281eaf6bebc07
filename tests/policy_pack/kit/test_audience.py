"""Whom resource policies let in, over several statements."""

from typing import Any

import pytest

from soc2_baseline.core.iam.documents import Document, parse
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.policy_pack.kit import Context, Vocabulary, foreign_accounts, open_to_all

OURS = {"aws:PrincipalOrgID": "o-1"}
NOT_AWS = {"aws:PrincipalIsAWSService": "false"}
PUBLIC = {"Effect": "Allow", "Principal": "*", "Action": "s3:GetObject", "Resource": "b/*"}


def document(*denied: dict[str, Any]) -> Document:
    deny = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}
    return parse({"Statement": [PUBLIC, *({**deny, **tree} for tree in denied)]})


@pytest.mark.parametrize(
    ("denied", "public"),
    [
        ({"Condition": {"StringNotEquals": OURS}}, False),
        ({"Condition": {"StringNotEqualsIfExists": OURS}}, False),
        ({"Condition": {"StringNotEquals": OURS}, "Action": "s3:*", "Resource": ["b/*"]}, False),
        ({"Condition": {"StringNotEquals": OURS}, "Action": "s3:Put*"}, True),
        ({"Condition": {"StringNotEquals": OURS}, "Resource": "b/secret/*"}, True),
        ({"Condition": {"StringNotEquals": OURS, "BoolIfExists": NOT_AWS}}, False),
        ({"Condition": {"StringNotEquals": OURS, "Bool": NOT_AWS}}, True),
        ({"Condition": {"BoolIfExists": NOT_AWS}}, True),
        (
            {"Condition": {"StringNotEquals": OURS, "Bool": {"aws:SecureTransport": "false"}}},
            True,
        ),
        ({"Condition": {"StringNotEquals": {**OURS, "aws:SourceVpce": "vpce-1"}}}, False),
        ({"Condition": {"StringNotEquals": {**OURS, "aws:UserAgent": "x"}}}, True),
        ({"Condition": {"StringNotLike": {"aws:PrincipalOrgID": "o-*"}}}, True),
        ({"Condition": {"StringEquals": OURS}}, True),
        ({"Condition": {"ForAllValues:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}}}, False),
        ({"Condition": {"ForAnyValue:StringNotLike": {"aws:PrincipalOrgPaths": "o-1/*"}}}, True),
        ({"Condition": {"NotIpAddress": {"aws:SourceIp": "192.0.2.0/24"}}}, False),
        ({"Condition": {"NotIpAddress": {"aws:SourceIp": "0.0.0.0/0"}}}, True),
        ({"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": []}}}, True),
        ({"Condition": {"StringNotEquals": OURS}, "Principal": {"AWS": "123456789012"}}, True),
        ({}, False),
        ({"Principal": None, "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:root"}}, False),
        ({"Principal": None, "NotPrincipal": "*"}, True),
    ],
)
def test_a_deny_beside_a_public_grant(denied: dict[str, Any], public: bool) -> None:
    assert open_to_all(document(denied)) is public


@pytest.mark.parametrize(
    "denied",
    [
        {"Condition": {"StringNotEquals": {"aws:PrincipalOrgID": UNKNOWN}}},
        {"Condition": UNKNOWN},
        {"Condition": {"StringNotEquals": OURS}, "Action": UNKNOWN},
    ],
)
def test_an_unknown_deny(denied: dict[str, Any]) -> None:
    with pytest.raises(ValueUnknown):
        open_to_all(document(denied))


def test_what_is_denied_to_all_lets_no_account_in() -> None:
    grant = {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "a", "Resource": []}
    context = Context(Vocabulary(account_id="111122223333"))
    assert list(foreign_accounts(parse({"Statement": [grant]}), context)) == ["123456789012"]
    denial = {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}
    assert list(foreign_accounts(parse({"Statement": [grant, denial]}), context)) == []
