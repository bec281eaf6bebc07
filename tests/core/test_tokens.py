"""One token for each kind of resource; which tokens there are is read from the installed SDK."""

import importlib.util
import re
from functools import cache
from pathlib import Path

import pytest

from soc2_baseline.core.tokens import canonical, token
from soc2_baseline.policy_pack.catalog import RULES

FOLDED = ("s3", "lb", "alb", "elb", "applicationloadbalancing", "elasticloadbalancing")
_CLASS = re.compile(r'@pulumi\.type_token\("(aws:[^"]+)"\)\nclass \w+\(pulumi\.CustomResource\)')
_ALIAS = re.compile(r'pulumi\.Alias\(type_="([^"]+)"\)')


@cache
def sdk() -> dict[str, frozenset[str]]:
    """Every resource type of the SDK with the older tokens that it goes by."""
    spec = importlib.util.find_spec("pulumi_aws")
    assert spec is not None
    assert spec.origin is not None
    found: dict[str, frozenset[str]] = {}
    for file in Path(spec.origin).parent.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        for own in _CLASS.findall(source):
            found[own] = frozenset(_ALIAS.findall(source))
    return found


def area(of: str) -> str:
    return of.removeprefix("aws:").partition("/")[0]


def test_the_sdk_was_read() -> None:
    assert len(sdk()) > 1000
    assert sdk()["aws:s3/bucketAcl:BucketAcl"] == {"aws:s3/bucketAclV2:BucketAclV2"}


def test_old_tokens_fold_into_the_new_one() -> None:
    apart = {
        (own, old)
        for own, aliases in sdk().items()
        if area(own) in FOLDED
        for old in aliases
        if canonical(old) != canonical(own)
    }
    assert apart == set()


def test_twins_fold_into_one() -> None:
    """``BucketV2`` beside ``Bucket``, ``alb`` beside ``lb``: the same thing with two names."""
    twins = [t for t in sdk() if re.search(r"[vV]2$", t) and area(t) == "s3"]
    assert len(twins) >= 11
    balancers = [t for t in sdk() if area(t) == "alb"]
    assert len(balancers) >= 6
    for twin in twins:
        assert canonical(twin) == canonical(re.sub(r"[vV]2(?=:|$)", "", twin))
    for twin in balancers:
        assert canonical(twin) == canonical(twin.replace("aws:alb/", "aws:lb/")) != twin


def test_nothing_else_is_folded() -> None:
    """Two types share a canonical token only if one is the other's twin."""
    by_canonical: dict[str, set[str]] = {}
    for own in sdk():
        by_canonical.setdefault(canonical(own), set()).add(own)
    names = [
        {re.sub(r"[vV]2", "", own.replace(":alb/", ":lb/")) for own in group}
        for group in by_canonical.values()
    ]
    assert [group for group in names if len(group) > 1] == []


@pytest.mark.parametrize("resource_type", sorted({t for rule in RULES for t in rule.types} - {"*"}))
def test_rules_name_canonical_types_of_the_sdk(resource_type: str) -> None:
    full = token(resource_type)
    assert canonical(full) == full
    if full.startswith("aws:"):
        assert full in sdk()
        assert {canonical(old) for old in sdk()[full]} <= {full}


@pytest.mark.parametrize(
    ("one", "expected"),
    [
        ("aws:s3/bucketV2:BucketV2", "aws:s3/bucket:Bucket"),
        ("aws:s3/BucketObject:BucketObject", "aws:s3/bucketObject:BucketObject"),
        ("aws:s3/bucketObjectv2:BucketObjectv2", "aws:s3/bucketObject:BucketObject"),
        ("aws:alb/listener:Listener", "aws:lb/listener:Listener"),
        ("aws:elasticloadbalancing/loadBalancer:LoadBalancer", "aws:elb/loadBalancer:LoadBalancer"),
        ("aws:apigatewayv2/api:Api", "aws:apigatewayv2/api:Api"),
        ("aws:wafv2/webAcl:WebAcl", "aws:wafv2/webAcl:WebAcl"),
        ("pulumi:providers:aws", "pulumi:providers:aws"),
        ("aws-native:s3:BucketV2", "aws-native:s3:BucketV2"),
        ("other:s3/bucketV2:BucketV2", "other:s3/bucketV2:BucketV2"),
        ("soc2:storage:SecureBucket", "soc2:storage:SecureBucket"),
        ("aws", "aws"),
        ("", ""),
    ],
)
def test_canonical(one: str, expected: str) -> None:
    assert canonical(one) == expected
    assert canonical(expected) == expected


@pytest.mark.parametrize(
    ("short", "full"),
    [
        ("s3.BucketPolicy", "aws:s3/bucketPolicy:BucketPolicy"),
        ("ec2.Vpc", "aws:ec2/vpc:Vpc"),
        ("*", "*"),
        ("pulumi:providers:aws", "pulumi:providers:aws"),
    ],
)
def test_token(short: str, full: str) -> None:
    assert token(short) == full
