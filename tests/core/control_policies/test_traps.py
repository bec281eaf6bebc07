"""Each trap, planted in a policy, is found; its repair is not."""

import json
from typing import Any

import pytest

from soc2_baseline.core.control_policies.findings import Check
from soc2_baseline.core.control_policies.lint import lint
from soc2_baseline.core.control_policies.policies import ROOT, Policy
from soc2_baseline.core.control_policies.policy_types import PolicyType

SCP, RCP = PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL
DENY: dict[str, Any] = {"Sid": "X", "Effect": "Deny", "Action": "s3:*", "Resource": "*"}
ALLOW: dict[str, Any] = {**DENY, "Effect": "Allow"}
ANYONE: dict[str, Any] = {**DENY, "Principal": "*"}
ORG = {"aws:PrincipalOrgID": "o-a1b2c3d4e5"}
SOURCE = {"aws:SourceOrgID": "o-a1b2c3d4e5"}
NO_SERVICE = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}
SERVICE = {"Bool": {"aws:PrincipalIsAWSService": "true"}}
TAG = {"aws:RequestTag/tenant": "acme"}
VPC = {"aws:SourceVpc": "vpc-1"}
KEYS = {"aws:TagKeys": ["tenant"]}
ALIAS = {"kms:ResourceAliases": "alias/baseline-*"}


def policy(statement: dict[str, Any], kind: PolicyType = SCP, **document: Any) -> Policy:
    tree = {"Version": "2012-10-17", "Statement": [statement], **document}
    return Policy("planted", kind, json.dumps(tree, separators=(",", ":")))


def when(base: dict[str, Any], condition: dict[str, Any]) -> dict[str, Any]:
    return {**base, "Condition": condition}


TRAPS: dict[str, tuple[Check, PolicyType, dict[str, Any], dict[str, Any], str]] = {
    "services lack the organization's id": (
        Check.MISSING_KEY,
        RCP,
        when(ANYONE, {"StringNotEquals": ORG}),
        when(ANYONE, {"StringNotEquals": ORG, **NO_SERVICE}),
        "requests of AWS services have no aws:principalorgid",
    ),
    "IfExists does not help a negated operator": (
        Check.MISSING_KEY,
        RCP,
        when(ANYONE, {"StringNotEqualsIfExists": ORG}),
        when(ANYONE, {"StringNotEqualsIfExists": ORG, **NO_SERVICE}),
        "BoolIfExists",
    ),
    "only services have a source": (
        Check.MISSING_KEY,
        RCP,
        when(ANYONE, {"StringNotEquals": SOURCE}),
        when(
            ANYONE,
            {"StringNotEquals": SOURCE, **SERVICE, "Null": {"aws:SourceAccount": "false"}},
        ),
        "only requests of AWS services have aws:sourceorgid",
    ),
    "services may act for themselves": (
        Check.MISSING_KEY,
        RCP,
        when(ANYONE, {"StringNotEqualsIfExists": SOURCE, **SERVICE}),
        when(
            ANYONE,
            {"StringNotEqualsIfExists": SOURCE, **SERVICE, "Null": {"aws:SourceArn": "false"}},
        ),
        "services that act for themselves",
    ),
    "services call for the principal from elsewhere": (
        Check.MISSING_KEY,
        SCP,
        when(DENY, {"StringNotEquals": VPC}),
        when(DENY, {"StringNotEquals": VPC, "BoolIfExists": {"aws:ViaAWSService": "false"}}),
        "lack aws:sourcevpc",
    ),
    "long-term keys have no MFA": (
        Check.MISSING_KEY,
        SCP,
        when(DENY, {"Bool": {"aws:MultiFactorAuthPresent": "false"}}),
        when(DENY, {"BoolIfExists": {"aws:MultiFactorAuthPresent": "false"}}),
        "are not denied",
    ),
    "most requests have no tag": (
        Check.MISSING_KEY,
        SCP,
        when({**DENY, "Action": "*"}, {"StringNotEquals": TAG}),
        when(
            {**DENY, "Action": "*"},
            {"StringNotEquals": TAG, "Null": {"aws:RequestTag/tenant": "false"}},
        ),
        "are denied as well",
    ),
    "Allow lets through what lacks the key, by IfExists": (
        Check.MISSING_KEY,
        SCP,
        when(ALLOW, {"StringEqualsIfExists": VPC}),
        when(ALLOW, {"StringEquals": VPC}),
        "because of IfExists",
    ),
    "Allow lets through what lacks the key, by negation": (
        Check.MISSING_KEY,
        SCP,
        when(ALLOW, {"StringNotEquals": VPC}),
        when(ALLOW, {"StringEquals": VPC}),
        "because the operator is negated",
    ),
    "ForAllValues in a Deny": (
        Check.SET_OPERATOR,
        SCP,
        when(DENY, {"ForAllValues:StringNotLike": ALIAS}),
        when(
            DENY,
            {"ForAllValues:StringNotLike": ALIAS, "Null": {"kms:ResourceAliases": "false"}},
        ),
        "also holds where the key is missing",
    ),
    "ForAllValues in an Allow": (
        Check.SET_OPERATOR,
        SCP,
        when(ALLOW, {"ForAllValues:StringEquals": KEYS}),
        when(ALLOW, {"ForAllValues:StringEquals": KEYS, "Null": {"aws:TagKeys": "false"}}),
        "also holds where the key is missing",
    ),
    "ForAnyValue on a key of one value": (
        Check.SET_OPERATOR,
        SCP,
        when(DENY, {"ForAnyValue:StringEquals": {"aws:RequestedRegion": "eu-west-1"}}),
        when(DENY, {"StringEquals": {"aws:RequestedRegion": "eu-west-1"}}),
        "has one value",
    ),
    "no set operator on a key of several": (
        Check.SET_OPERATOR,
        SCP,
        when(DENY, {"StringEquals": KEYS}),
        when(DENY, {"ForAnyValue:StringEquals": KEYS}),
        "has several values",
    ),
    "wildcard that is taken literally": (
        Check.WILDCARD,
        SCP,
        when(DENY, {"StringNotEquals": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}}),
        when(DENY, {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/x"}}),
        "takes wildcards literally",
    ),
    "NotAction with Allow": (
        Check.ELEMENT,
        SCP,
        {"Effect": "Allow", "NotAction": "iam:*", "Resource": "*"},
        {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"},
        "NotAction with Allow",
    ),
    "NotResource with Allow": (
        Check.ELEMENT,
        SCP,
        {"Effect": "Allow", "Action": "s3:*", "NotResource": "arn:aws:s3:::x"},
        {"Effect": "Deny", "Action": "s3:*", "NotResource": "arn:aws:s3:::x"},
        "NotResource with Allow",
    ),
    "Principal in a service control policy": (
        Check.ELEMENT,
        SCP,
        ANYONE,
        DENY,
        "Principal is not supported",
    ),
    "NotAction in a resource control policy": (
        Check.ELEMENT,
        RCP,
        {"Effect": "Deny", "Principal": "*", "NotAction": "s3:*", "Resource": "*"},
        ANYONE,
        "NotAction is not supported",
    ),
    "Allow in a resource control policy": (
        Check.ELEMENT,
        RCP,
        {**ANYONE, "Effect": "Allow"},
        ANYONE,
        "only denies",
    ),
    "somebody in a resource control policy": (
        Check.ELEMENT,
        RCP,
        {**ANYONE, "Principal": {"AWS": "123456789012"}},
        ANYONE,
        "accepted is '*'",
    ),
    "resource control policy without a resource": (
        Check.ELEMENT,
        RCP,
        {key: value for key, value in ANYONE.items() if key != "Resource"},
        ANYONE,
        "it names no Resource",
    ),
    "every action in a resource control policy": (
        Check.ELEMENT,
        RCP,
        {**ANYONE, "Action": "*"},
        ANYONE,
        "Action '*' is of no service",
    ),
    "service that resource control policies do not reach": (
        Check.ELEMENT,
        RCP,
        {**ANYONE, "Action": ["s3:*", "ec2:*"]},
        {**ANYONE, "Action": ["s3:*", "sqs:*"]},
        "Action 'ec2:*' is of no service",
    ),
    "operator that does not exist": (
        Check.ELEMENT,
        SCP,
        when(DENY, {"StringMatches": {"aws:RequestedRegion": "eu-west-1"}}),
        when(DENY, {"StringLike": {"aws:RequestedRegion": "eu-west-1"}}),
        "the operator 'StringMatches' does not exist",
    ),
    "no action": (
        Check.ELEMENT,
        SCP,
        {"Effect": "Deny", "Resource": "*"},
        DENY,
        "it names no Action",
    ),
    "effect that is none": (
        Check.ELEMENT,
        SCP,
        {**DENY, "Effect": "deny"},
        DENY,
        "Effect is 'deny'",
    ),
}


@pytest.mark.parametrize("trap", TRAPS)
def test_planted_trap_is_found(trap: str) -> None:
    check, kind, planted, _, sentence = TRAPS[trap]
    found = [finding for finding in lint([policy(planted, kind)]) if finding.check is check]
    assert len(found) == 1, found
    assert sentence in str(found[0])
    assert str(found[0]).startswith("guardrail planted.")


@pytest.mark.parametrize("trap", TRAPS)
def test_repair_is_clean(trap: str) -> None:
    _, kind, _, repaired, _ = TRAPS[trap]
    assert lint([policy(repaired, kind)]) == []


@pytest.mark.parametrize(
    ("content", "kind", "sentence"),
    [
        ("{", SCP, "it is not JSON"),
        ("[]", SCP, "it is not a JSON object"),
        ('{"Version":"2012-10-17","Statement":[]}', SCP, "holds no statements"),
        ('{"Version":"2008-10-17","Statement":{"Effect":"Deny","Action":"*"}}', SCP, "Version is"),
        ('{"Version":"2012-10-17","Statement":["x"]}', RCP, "holds no statements"),
        ('{"tags":{},"more":{}}', PolicyType.TAG, "it begins with more, tags"),
        ("{}", PolicyType.DECLARATIVE_EC2, "it begins with nothing"),
    ],
)
def test_document_that_is_none_is_told(content: str, kind: PolicyType, sentence: str) -> None:
    (finding,) = lint([Policy("planted", kind, content)])
    assert finding.check is Check.DOCUMENT
    assert sentence in finding.sentence


@pytest.mark.parametrize(
    ("kind", "limit"),
    [(SCP, 10240), (RCP, 5120), (PolicyType.TAG, 10000), (PolicyType.AI_OPT_OUT, 2500)],
)
def test_size_is_counted_as_it_is_saved(kind: PolicyType, limit: int) -> None:
    top = {SCP: "Version", RCP: "Version", PolicyType.TAG: "tags"}.get(kind, "services")
    for extra, sizes in ((0, []), (1, [Check.SIZE])):
        content = f'{{"{top}":"'
        content += "x" * (limit + extra - len(content) - 2) + '"}'
        assert len(content) == limit + extra
        found = [f for f in lint([Policy("planted", kind, content)]) if f.check is Check.SIZE]
        assert [f.check for f in found] == sizes
        assert all(str(limit) in f.sentence for f in found)


@pytest.mark.parametrize(("kind", "most"), [(SCP, 9), (RCP, 4), (PolicyType.TAG, 10)])
def test_attachments_leave_room_for_the_policy_of_aws(kind: PolicyType, most: int) -> None:
    def attached(count: int) -> list[Check]:
        made = [
            Policy(f"p{n}", kind, policy(DENY).content, (ROOT, "Security")) for n in range(count)
        ]
        return [finding.check for finding in lint(made) if finding.check is Check.ATTACHMENTS]

    assert attached(most) == []
    assert attached(most + 1) == [Check.ATTACHMENTS] * 2
