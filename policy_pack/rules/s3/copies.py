"""Buckets of a stack that are copies of others, computed once for all of them."""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple
from weakref import WeakKeyDictionary

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, StackGraph, at, token
from soc2_baseline.policy_pack.rules.s3.buckets import dig, inline

CONFIGURATION = "s3.BucketReplicationConfig"
INLINE = "replicationConfiguration"


class Copies(NamedTuple):
    """Copies by source; a source is a configuration, or a bucket with an inline one."""

    by_source: Mapping[str, list[Resource]]
    urns: frozenset[str]

    def of(self, source: Resource) -> list[Resource]:
        """Return the buckets of the stack that a source copies to."""
        return self.by_source.get(source.urn, [])


_COPIES: WeakKeyDictionary[StackGraph, Copies] = WeakKeyDictionary()


def copies(graph: StackGraph) -> Copies:
    """Return all copies of a stack."""
    found = _COPIES.get(graph)
    if found is None:
        buckets = graph.of("s3.Bucket")
        named = {name: bucket for bucket in buckets for name in bucket.identities}
        by_source = {
            source.urn: list(_destinations(graph, source, named))
            for source in (*graph.of(CONFIGURATION), *buckets)
        }
        urns = frozenset(bucket.urn for many in by_source.values() for bucket in many)
        found = _COPIES[graph] = Copies(by_source, urns)
    return found


def rules_of(source: Resource) -> Any:
    """Return the replication rules of a configuration, or of a bucket that has them inline."""
    if source.type == token(CONFIGURATION):
        return source.at("rules")
    own = dig(inline(source, INLINE))
    return own if own is UNKNOWN else at(own, "rules")


def _destinations(
    graph: StackGraph, source: Resource, named: Mapping[str, Resource]
) -> Iterator[Resource]:
    """Yield the buckets that a source copies to, by edge or by name in an ARN."""
    standalone = source.type == token(CONFIGURATION)
    props = ("rules",) if standalone else (INLINE, f"{INLINE}s")
    by_edge = [b for prop in props for b in graph.targets(source, prop, "s3.Bucket")]
    rules = rules_of(source)
    arns = [
        dig(rule, "destination", "bucket") for rule in (rules if isinstance(rules, list) else [])
    ]
    names = [arn.rpartition(":")[2] for arn in arns if isinstance(arn, str)]
    by_name = [named[name] for name in names if name in named]
    originals = {b.urn for b in graph.targets(source, "bucket", "s3.Bucket")} | {source.urn}
    yield from {b.urn: b for b in (*by_edge, *by_name) if b.urn not in originals}.values()
