"""Settings of buckets, as separate resources or as deprecated inline arguments."""

from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Any
from weakref import WeakKeyDictionary

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    StackGraph,
    ValueUnknown,
    Verdict,
    at,
    is_given,
    token,
)

BucketJudge = Callable[[StackGraph, Resource, Context], Iterator[Finding]]


def each_bucket(judge: BucketJudge, key: str) -> Callable[[StackGraph, Context], Iterator[Finding]]:
    """Return a judge over the stack from one over a bucket; unknown values hide no other bucket.

    ``key`` is the key of the undetermined finding for a bucket with unknown values.
    """

    def over(graph: StackGraph, context: Context) -> Iterator[Finding]:
        for bucket in graph.of("s3.Bucket"):
            try:
                for finding in judge(graph, bucket, context):
                    yield replace(finding, urn=bucket.urn)
            except ValueUnknown:
                yield Finding(key, LATER, Verdict.UNDETERMINED, bucket.urn)

    return over


def owned(graph: StackGraph, bucket: Resource, *types: str) -> list[Resource]:
    """Return the settings of these types that belong to the bucket.

    Raises:
        ValueUnknown: there is none, except one whose bucket is not known yet.
    """
    found = graph.satellites(bucket, "bucket", *types)
    if not found and any(_some_adrift(graph, name) for name in types):
        raise ValueUnknown
    return found


_DRIFTING: WeakKeyDictionary[StackGraph, dict[str, bool]] = WeakKeyDictionary()


def _some_adrift(graph: StackGraph, name: str) -> bool:
    """Return whether the bucket of a setting is unknown; computed once for a stack."""
    known = _DRIFTING.setdefault(graph, {})
    if name not in known:
        known[name] = any(_adrift(graph, setting) for setting in graph.of(name))
    return known[name]


def _adrift(graph: StackGraph, setting: Resource) -> bool:
    return setting.at("bucket") is UNKNOWN and not graph.wired(setting, "bucket", "s3.Bucket")


def inline(bucket: Resource, name: str) -> Any:
    """Return a setting on the bucket itself, also under its plural name; None if there is none."""
    for prop in (name, f"{name}s"):
        value = bucket.at(prop)
        if value is UNKNOWN or is_given(value):
            return value
    return None


def settings(graph: StackGraph, bucket: Resource, type_name: str, name: str) -> list[Any]:
    """Return properties of the resources of a type, else the inline setting, else nothing."""
    found = owned(graph, bucket, type_name)
    if found:
        return [setting.props for setting in found]
    own = inline(bucket, name)
    return [] if own is None else [own]


def dig(value: Any, *path: str) -> Any:
    """Return the value at a path whose steps may be objects or lists of one object.

    pulumi-aws has both spellings, for example ``rule`` and ``rules``.
    """
    value = _one(value)
    for step in path:
        found = _one(at(value, step))
        value = _one(at(value, f"{step}s")) if found is None else found
    return value


def _one(value: Any) -> Any:
    return (value[0] if value else None) if isinstance(value, list) else value


def lacking(context: Context, type_name: str, key: str, sentence: str) -> Finding:
    """Return a violation, or not-offered if the region or the sandbox lacks the resource."""
    if context.vocabulary.offers(type_name):
        return Finding(key, sentence)
    reason = context.vocabulary.unavailable[token(type_name)]
    return Finding(key, sentence, Verdict.NOT_OFFERED, detail=reason)
