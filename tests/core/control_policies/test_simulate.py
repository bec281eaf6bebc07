"""The evaluator against what the IAM user guide says of keys, operators and kinds of policies."""

import json
from typing import Any

import pytest

from soc2_baseline.core.control_policies.lint import Rehearsal, lint
from soc2_baseline.core.control_policies.policies import Policy, path_of
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.control_policies.simulate import UNKNOWN, Access, Request, decide
from soc2_baseline.core.vocabulary import Verdict

ROLE = "arn:aws:iam::111122223333:role/deploy"
SCP, RCP = PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL


def denying(
    condition: dict[str, Any] | None = None,
    kind: PolicyType = SCP,
    targets: tuple[str, ...] = ("root",),
    **elements: Any,
) -> Policy:
    statement: dict[str, Any] = {"Sid": "No", "Effect": "Deny", "Action": "*", "Resource": "*"}
    statement |= elements
    if kind is RCP:
        statement["Principal"] = "*"
    if condition:
        statement["Condition"] = condition
    statement = {key: value for key, value in statement.items() if value is not None}
    content = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return Policy("planted", kind, content, targets)


def answer(policy: Policy, principal: str = ROLE, action: str = "s3:GetObject", **more: Any) -> str:
    return decide(Request(principal, action, **more), [policy]).access.value


@pytest.mark.parametrize(
    ("condition", "keys", "expected"),
    [
        ({"StringEquals": {"x:y": "a"}}, {"x:y": "a"}, "denied"),
        ({"StringEquals": {"x:y": "a"}}, {"x:y": "b"}, "allowed"),
        ({"StringEquals": {"x:y": ["a", "b"]}}, {"x:y": "b"}, "denied"),
        ({"StringEquals": {"x:y": "a"}}, {}, "allowed"),
        ({"StringEqualsIfExists": {"x:y": "a"}}, {}, "denied"),
        ({"StringEqualsIgnoreCase": {"x:y": "A"}}, {"x:y": "a"}, "denied"),
        ({"StringNotEquals": {"x:y": "a"}}, {}, "denied"),
        ({"StringNotEquals": {"x:y": ["a", "b"]}}, {"x:y": "b"}, "allowed"),
        ({"StringNotEqualsIfExists": {"x:y": "a"}}, {}, "denied"),
        ({"StringLike": {"x:y": "a*"}}, {"x:y": "abc"}, "denied"),
        ({"StringNotLike": {"x:y": "a*"}}, {"x:y": "abc"}, "allowed"),
        ({"StringEquals": {"x:y": "a*"}}, {"x:y": "abc"}, "allowed"),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/dep*"}}, {}, "denied"),
        ({"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/dep*"}}, {}, "allowed"),
        ({"ArnLike": {"aws:PrincipalArn": "arn:aws:*:role/deploy"}}, {}, "allowed"),
        ({"Bool": {"x:y": "true"}}, {"x:y": "true"}, "denied"),
        ({"Bool": {"x:y": "true"}}, {}, "allowed"),
        ({"BoolIfExists": {"x:y": "true"}}, {}, "denied"),
        ({"Null": {"x:y": "true"}}, {}, "denied"),
        ({"Null": {"x:y": "true"}}, {"x:y": "a"}, "allowed"),
        ({"Null": {"x:y": "false"}}, {"x:y": "a"}, "denied"),
        ({"NumericLessThan": {"x:y": "30"}}, {"x:y": "7"}, "denied"),
        ({"NumericLessThan": {"x:y": "30"}}, {"x:y": "30"}, "allowed"),
        ({"IpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {"aws:SourceIp": "10.1.2.3"}, "denied"),
        ({"NotIpAddress": {"aws:SourceIp": "10.0.0.0/8"}}, {"aws:SourceIp": "10.1.2.3"}, "allowed"),
        ({"ForAnyValue:StringEquals": {"x:y": "a"}}, {"x:y": ["a", "b"]}, "denied"),
        ({"ForAnyValue:StringEquals": {"x:y": "a"}}, {}, "allowed"),
        ({"ForAllValues:StringEquals": {"x:y": "a"}}, {"x:y": ["a", "b"]}, "allowed"),
        ({"ForAllValues:StringEquals": {"x:y": "a"}}, {}, "denied"),
        ({"StringEquals": {"x:y": "${aws:PrincipalAccount}"}}, {"x:y": "111122223333"}, "denied"),
        ({"StringEquals": {"x:y": "a"}}, {"x:y": UNKNOWN}, "unknown"),
        ({"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}}, {}, "allowed"),
        (
            {"DateLessThan": {"aws:CurrentTime": "2027-01-01T00:00:00Z"}},
            {"aws:CurrentTime": "2026-01-01T00:00:00Z"},
            "unknown",
        ),
        ({"StringEquals": {"x:y": "a", "x:z": "b"}}, {"x:y": UNKNOWN, "x:z": "c"}, "allowed"),
    ],
)
def test_conditions(condition: dict[str, Any], keys: dict[str, Any], expected: str) -> None:
    assert answer(denying(condition), keys=keys) == expected


def test_actions_and_resources_bind() -> None:
    bucket = denying(Action="s3:Get*", Resource="arn:aws:s3:::a/*")
    assert answer(bucket, resource="arn:aws:s3:::a/x") == "denied"
    assert answer(bucket, resource="arn:aws:s3:::b/x") == "allowed"
    assert answer(bucket, resource="arn:aws:s3:::a/x", action="s3:PutObject") == "allowed"
    others = denying(Action=None, NotAction="s3:*", Resource=None, NotResource="arn:aws:iam::*:x")
    assert answer(others, resource="y", action="ec2:RunInstances") == "denied"
    assert answer(others, resource="arn:aws:iam::1:x", action="iam:GetRole") == "allowed"
    assert answer(others, resource="y") == "allowed"


def test_service_control_policies_bind_members_only() -> None:
    policy = denying()
    linked = "arn:aws:iam::111122223333:role/aws-service-role/config.amazonaws.com/X"
    assert answer(policy) == "denied"
    assert answer(policy, principal="config.amazonaws.com") == "allowed"
    assert answer(policy, principal=linked) == "allowed"
    assert answer(policy, organization="o-theirs", member=False) == "allowed"


def test_resource_control_policies_bind_everybody_in_their_services() -> None:
    policy = denying(kind=RCP, Action=["s3:*", "kms:*"])
    for principal in (ROLE, "config.amazonaws.com", ""):
        assert answer(policy, principal=principal) == "denied"
    assert answer(policy, action="ec2:RunInstances") == "allowed"
    assert answer(policy, action="kms:RetireGrant") == "allowed"


def test_policies_reach_the_units_below_their_target() -> None:
    policy = denying(targets=("Workloads",))
    assert answer(policy, unit="Workloads/Prod") == "denied"
    assert answer(policy, unit="Security") == "allowed"
    assert path_of("Workloads/Prod") == ("root", "Workloads", "Workloads/Prod")
    assert path_of("root") == ("root",)


def test_boundary_and_identity_have_to_allow() -> None:
    reads = json.dumps(
        {"Statement": {"Effect": "Allow", "Action": "s3:Get*", "Resource": "*"}, "Version": "x"}
    )
    for kind in ("boundary", "identity"):
        given: dict[str, Any] = {kind: reads}
        got = decide(Request(ROLE, "s3:GetObject", **given), [])
        assert got.access is Access.ALLOWED
        put = decide(Request(ROLE, "s3:PutObject", **given), [])
        assert put.access is Access.DENIED
        assert kind in put.by
    denied = json.dumps({"Statement": {"Effect": "Deny", "Action": "*", "Resource": "*"}})
    got = decide(Request(ROLE, "s3:GetObject", identity=reads, boundary=denied), [])
    assert got == (Access.DENIED, "boundary.#1")


def test_a_sure_denial_wins_over_a_doubt() -> None:
    doubtful = denying({"StringEquals": {"x:y": "a"}})
    request = Request(ROLE, "s3:GetObject", keys={"x:y": UNKNOWN})
    assert decide(request, [doubtful]).access is Access.UNKNOWN
    assert decide(request, [doubtful, denying()]).access is Access.DENIED


def test_rehearsals_are_one_finding_for_each_statement() -> None:
    tried = [
        Rehearsal("deploy role", Request(ROLE, f"iam:{verb}Role"), Access.ALLOWED)
        for verb in ("Create", "Update", "Delete")
    ]
    (finding,) = lint([denying(Action="iam:*")], tried)
    assert str(finding) == (
        "guardrail planted.No [rehearsal]: deploy role: iam:CreateRole in root"
        " (and 2 more requests) is denied, but has to be allowed"
    )


def test_what_must_be_denied_and_is_not_is_told() -> None:
    tried = [Rehearsal("administrator", Request(ROLE, "cloudtrail:StopLogging"), Access.DENIED)]
    (finding,) = lint([denying(Action="s3:*")], tried)
    assert finding.policy == "all together"
    assert "is allowed, but has to be denied" in finding.sentence
    assert lint([denying(Action="cloudtrail:*")], tried) == []


def test_what_cannot_be_told_is_undetermined() -> None:
    asked = Request(ROLE, "s3:GetObject", keys={"x:y": UNKNOWN})
    tried = [Rehearsal("deploy role", asked, Access.ALLOWED)]
    (finding,) = lint([denying({"StringEquals": {"x:y": "a"}})], tried)
    assert finding.verdict is Verdict.UNDETERMINED
    assert "undetermined: " in str(finding)
