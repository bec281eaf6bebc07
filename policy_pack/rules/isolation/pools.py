"""Stores that tenants share on purpose, and what a policy says about one of them.

A store is pooled where the stack's configuration names it (``pooled``: a name or a glob of URNs),
or where its tags say so: ``tenant`` is ``shared`` and ``tier`` is ``pool``.
"""

import fnmatch
from collections.abc import Iterator
from dataclasses import dataclass

from baseline.vocabulary import SHARED_TENANT, Tier
from policy_pack.context import Context, Vocabulary
from policy_pack.documents import Condition, Statement, like
from policy_pack.resources import Resource, StackGraph
from policy_pack.rules.isolation.colours import TENANT, Tenants
from policy_pack.rules.isolation.wording import Word
from policy_pack.three_valued import some
from policy_pack.values import UNKNOWN

STORES = ("dynamodb.Table", "s3.Bucket")
_POSITIVE = ("stringequals", "stringlike", "stringequalsignorecase", "arnlike", "arnequals")
_ITEMS = """BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PartiQLDelete
PartiQLInsert PartiQLSelect PartiQLUpdate PutItem Query Scan UpdateItem"""
_OBJECTS = "DeleteObject DeleteObjectVersion GetObject GetObjectVersion PutObject"
_LISTS = ("s3:ListBucket", "s3:ListBucketVersions")
ITEM_ACTIONS = tuple(f"dynamodb:{name}" for name in _ITEMS.split())
OBJECT_ACTIONS = tuple(f"s3:{name}" for name in _OBJECTS.split())


@dataclass(frozen=True, slots=True)
class Meant:
    """A pooled store that a pattern of a statement means, and the path below it."""

    store: Resource
    path: str


class Pools:
    """The pooled stores of a stack."""

    def __init__(self, graph: StackGraph, context: Context) -> None:
        stores = [s for s in graph.of(*STORES) if _is_pooled(s, context.vocabulary)]
        self.urns = frozenset(store.urn for store in stores)
        self._named = {(s.type, name): s for s in stores for name in s.identities}

    def meant(self, pattern: str) -> Iterator[Meant]:
        """The stores that a resource pattern means."""
        service, name, path = _parts(pattern)
        for kind, prefix in (
            ("aws:dynamodb/table:Table", "dynamodb"),
            ("aws:s3/bucket:Bucket", "s3"),
        ):
            if service not in (prefix, "*"):
                continue
            exact = self._named.get((kind, name))
            if exact:
                yield Meant(exact, path)
            elif "*" in name or "?" in name:
                found = {
                    s.urn: s for (k, n), s in self._named.items() if k == kind and like(name, n)
                }
                yield from (Meant(store, path) for store in found.values())


def _is_pooled(store: Resource, vocabulary: Vocabulary) -> bool:
    if any(
        entry == store.name or entry in store.identities or fnmatch.fnmatchcase(store.urn, entry)
        for entry in vocabulary.pooled
    ):
        return True
    tenant, tier = store.tag(TENANT), store.tag("tier")
    return UNKNOWN not in _identities(tenant, tier) and (tenant, tier) == (SHARED_TENANT, Tier.POOL)


def _identities(*values: object) -> list[object]:
    return [UNKNOWN] if any(value is UNKNOWN for value in values) else []


def _parts(pattern: str) -> tuple[str, str, str]:
    """Service, name and path of a resource pattern; a star is everything."""
    parts = pattern.split(":", 5)
    if len(parts) < 6:
        return ("*", "*", "*") if pattern == "*" else ("", "", "")
    service, rest = parts[2], parts[5]
    if service == "dynamodb":
        kind, _, rest = rest.partition("/")
        if not like(kind, "table"):
            return "", "", ""
        rest = rest or "*"  # table* means every table
    name, slash, path = rest.partition("/")
    return service, name, path if slash else "*" if name.endswith("*") else ""


def covers_any(statement: Statement, actions: tuple[str, ...]) -> bool:
    """Whether a statement speaks of any of the actions."""
    return some(actions, statement.covers)


def lists(statement: Statement) -> bool:
    """Whether a statement speaks of listing a bucket."""
    return covers_any(statement, _LISTS)


class Ties:
    """What ties a statement to one tenant: a variable of the principal, or the tenant's id."""

    def __init__(self, context: Context) -> None:
        self._tenants = Tenants(frozenset(context.vocabulary.tenants or ()))

    def text(self, text: str) -> bool:
        """Whether a text names a tenant before it leaves anything open."""
        head = text.split("${")[0]
        if "${" in text and not set("*?") & set(head):
            return True
        fixed = text[: min((text.find(c) for c in "*?" if c in text), default=len(text))]
        return any(self._tenants.named(Word(fixed)))

    def condition(self, statement: Statement, *keys: str) -> bool:
        """Whether a condition on one of the keys, or on any with a principal's tag, ties it."""
        return some(statement.conditions, lambda condition: self._holds(condition, keys))

    def _holds(self, condition: Condition, keys: tuple[str, ...]) -> bool:
        if condition.operator not in _POSITIVE or condition.if_exists or not condition.values:
            return False
        texts = condition.texts()
        if condition.key in keys:
            return all(self.text(text) for text in texts)
        return condition.qualifier is None and all(
            "${aws:principaltag/" in t.lower() for t in texts
        )
