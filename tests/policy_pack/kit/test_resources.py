"""Resources and how the graph of a stack joins them."""

import re
from dataclasses import replace
from typing import Any

import pytest

from soc2_baseline.core.structured import structured
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Provider, Resource, RuleMistake, StackGraph
from tests.support.policies import made, under_provider, wired

BUCKET = made("s3.Bucket", "data", bucket="acme-data")
OTHER = made("s3.Bucket", "other", bucket="acme-other")
KEY = made("kms.Key", "key")


def policy(**props: Any) -> Resource:
    return made("s3.BucketPolicy", "policy", **props)


def joined(satellite: Resource, *others: Resource) -> set[str]:
    """The buckets that the graph finds from a satellite; both directions must agree."""
    graph = StackGraph([satellite, *others])
    forth = {t.name for t in graph.targets(satellite, "bucket", "s3.Bucket")}
    back = {
        b.name
        for b in graph.of("s3.Bucket")
        if satellite in graph.satellites(b, "bucket", satellite.type)
    }
    assert forth == back
    return forth


@pytest.mark.parametrize(
    ("satellite", "expected"),
    [
        (wired(policy(bucket=UNKNOWN), bucket=BUCKET), {"data"}),
        (wired(policy(), bucket=BUCKET), {"data"}),
        (policy(bucket="acme-data"), {"data"}),
        (wired(policy(bucket="acme-data"), bucket=BUCKET), {"data"}),
        (wired(policy(bucket=UNKNOWN), bucket=(BUCKET, OTHER)), {"data", "other"}),
        (policy(bucket="acme"), set()),
        (policy(bucket=UNKNOWN), set()),
        (policy(bucket=["acme-data"]), {"data"}),
        (wired(policy(bucket=UNKNOWN), policy=BUCKET), set()),
        (wired(policy(bucket=UNKNOWN), bucket=KEY), set()),
        (replace(policy(bucket=UNKNOWN), edges={"bucket": frozenset({"urn:gone"})}), set()),
    ],
)
def test_joins(satellite: Resource, expected: set[str]) -> None:
    assert joined(satellite, BUCKET, OTHER, KEY) == expected


@pytest.mark.parametrize("name", ["id", "arn", "bucket"])
def test_joins_by_what_a_provider_named(name: str) -> None:
    bucket = replace(made("s3.Bucket", "auto"), outputs={name: "auto-1a2b"})
    assert joined(policy(bucket="auto-1a2b"), bucket, OTHER) == {"auto"}


def test_joins_through_a_sibling() -> None:
    versioning = wired(made("s3.BucketVersioning", "v", bucket=UNKNOWN), bucket=BUCKET)
    satellite = wired(policy(bucket=UNKNOWN), bucket=versioning)
    assert joined(satellite, versioning, BUCKET, OTHER) == {"data"}


def test_a_ring_of_edges_ends() -> None:
    one, two = made("s3.BucketPolicy", "1"), made("s3.BucketVersioning", "2")
    one, two = wired(one, bucket=two), wired(two, bucket=one)
    graph = StackGraph([one, two, BUCKET])
    assert graph.targets(one, "bucket", "s3.Bucket") == []
    assert not graph.wired(one, "bucket", "s3.Bucket")


@pytest.mark.parametrize(
    ("satellite", "expected"),
    [
        (wired(policy(bucket=UNKNOWN), bucket=BUCKET), True),
        (wired(policy(bucket=UNKNOWN), bucket=KEY), False),
        (policy(bucket="acme-data"), False),  # by its value only; that is no wire
        (wired(policy(), policy=BUCKET), False),
    ],
)
def test_wired(satellite: Resource, expected: bool) -> None:
    graph = StackGraph([satellite, BUCKET, KEY])
    assert graph.wired(satellite, "bucket", "s3.Bucket", "s3.BucketAcl") is expected


def test_of_and_iteration() -> None:
    graph = StackGraph([BUCKET, KEY, OTHER])
    assert list(graph) == [BUCKET, KEY, OTHER]
    assert graph.of("s3.Bucket") == [BUCKET, OTHER]
    assert graph.of("aws:kms/key:Key", "s3.Bucket") == [KEY, BUCKET, OTHER]
    assert graph.of("s3.BucketAcl") == []
    assert StackGraph([]).of("s3.Bucket") == []


PROVIDER_TAGS = '{"tags": {"owner": "platform", "tenant": "acme"}}'


@pytest.mark.parametrize(
    ("props", "default_tags", "owner"),
    [
        ({"tagsAll": {"owner": "a"}, "tags": {"owner": "b"}}, PROVIDER_TAGS, "a"),
        ({"tagsAll": {"owner": UNKNOWN}}, PROVIDER_TAGS, UNKNOWN),
        ({"tagsAll": {}, "tags": {}}, PROVIDER_TAGS, None),
        ({"tagsAll": UNKNOWN, "tags": {"owner": "b"}}, PROVIDER_TAGS, "b"),
        ({"tagsAll": UNKNOWN, "tags": {"tenant": UNKNOWN}}, PROVIDER_TAGS, "platform"),
        ({"tags": {"owner": UNKNOWN}}, PROVIDER_TAGS, UNKNOWN),
        ({"tags": {"tenant": "b"}}, PROVIDER_TAGS, "platform"),
        ({"tags": {"tenant": "b"}}, {"tags": {"owner": "platform"}}, "platform"),
        ({"tags": UNKNOWN}, PROVIDER_TAGS, UNKNOWN),
        ({"tags": {}}, '{"tags": {}}', None),
        ({"tags": {}}, "{", None),
        ({"tags": {}}, {"tags": ["owner"]}, None),
        ({"tags": {}}, None, None),
        ({"tags": {}}, UNKNOWN, UNKNOWN),
        ({"tags": {}}, {"tags": UNKNOWN}, UNKNOWN),
        ({"tags": {}}, {"tags": {"owner": UNKNOWN}}, UNKNOWN),
        ({"tags": {"owner": "b"}}, UNKNOWN, "b"),
        ({"tags": "owner"}, None, None),
        ({}, PROVIDER_TAGS, "platform"),
    ],
)
def test_tags_merge_per_key(props: dict[str, Any], default_tags: Any, owner: Any) -> None:
    resource = under_provider(made("s3.Bucket", **props), defaultTags=default_tags)
    found = resource.tag("owner")
    assert found is owner or found == owner


def test_tags_without_a_provider() -> None:
    assert made("s3.Bucket", tags={"owner": "a"}).tag("owner") == "a"
    assert made("s3.Bucket", tags={"owner": "a"}).tag("tenant") is None
    assert made("s3.Bucket").tag("owner") is None


@pytest.mark.parametrize(
    ("props", "taggable"), [({"tags": {}}, True), ({"tagsAll": UNKNOWN}, True), ({}, False)]
)
def test_taggable(props: dict[str, Any], taggable: bool) -> None:
    assert made("s3.Bucket", **props).taggable is taggable


@pytest.mark.parametrize(
    ("path", "hint"),
    [
        (("versioning.enabled",), 'at("versioning", "enabled")'),
        (("rules.0.id", "days"), 'at("rules", 0, "id")'),
        (("kms_key_id",), 'at("kmsKeyId")'),
        (("",), "one argument per step"),
        ((0,), "one argument per step"),
    ],
)
def test_at_rejects_what_cannot_be_a_property(path: tuple[Any, ...], hint: str) -> None:
    with pytest.raises(RuleMistake, match=re.escape(hint)):
        policy(versioning={"enabled": True}).at(*path)


def test_at_takes_keys_of_mappings_as_they_are() -> None:
    resource = policy(
        tags={"app.kubernetes.io/name": "ledger", "cost.centre": "7"}, policy={"a": 1}
    )
    assert resource.at("tags", "app.kubernetes.io/name") == "ledger"
    assert resource.at("tags", "cost.centre") == "7"
    assert resource.at() == resource.props


def test_at() -> None:
    resource = made("s3.Bucket", rules=[{"days": 1}], acl=UNKNOWN)
    assert resource.at("rules", 0, "days") == 1
    assert resource.at("rules", 1, "days") is None
    assert resource.at("acl", "grants") is UNKNOWN


def test_identities_are_known_texts() -> None:
    resource = replace(
        made("s3.Bucket", bucket="a", name=UNKNOWN, arn=7, id=""),
        outputs={"id": "b", "arn": UNKNOWN, "other": "c"},
    )
    assert resource.identities == {"a", "b"}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ('{"a": [1]}', {"a": [1]}),
        ("[1]", [1]),
        ("{a}", "{a}"),
        ("true", "true"),
        ("", ""),
        (True, True),
        (None, None),
    ],
)
def test_structured(text: Any, expected: Any) -> None:
    assert structured(text) == expected
    assert structured(UNKNOWN) is UNKNOWN


def test_provider_without_default_tags() -> None:
    assert Provider("urn", {}).default_tags() == {}
