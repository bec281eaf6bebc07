"""Stores that tenants share on purpose, and policy statements about them.

A store is pooled if the stack's configuration names it (``pooled``: a name or a glob of URNs), or
if its tags say so: ``tenant`` is ``shared`` and ``tier`` is ``pool``.
"""

import fnmatch
import re
from collections.abc import Iterator, Set
from typing import NamedTuple

from soc2_baseline.policy_pack.kit import (
    SHARED_TENANT,
    UNKNOWN,
    Condition,
    Context,
    ParsedStatement,
    Resource,
    StackGraph,
    Tier,
    like,
    some,
    token,
)
from soc2_baseline.policy_pack.rules.isolation.colours import TENANT, Tenants
from soc2_baseline.policy_pack.rules.isolation.wording import Word

STORES = {"dynamodb.Table": "dynamodb", "s3.Bucket": "s3"}
_SERVICE_OF = {token(short): service for short, service in STORES.items()}
_SERVICES = tuple(STORES.values())
_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9._-]{2,254}")
_POSITIVE = ("stringequals", "stringlike", "stringequalsignorecase", "arnlike", "arnequals")
_ITEMS = """BatchGetItem BatchWriteItem ConditionCheckItem DeleteItem GetItem PartiQLDelete
PartiQLInsert PartiQLSelect PartiQLUpdate PutItem Query Scan UpdateItem"""
_OBJECTS = "DeleteObject DeleteObjectVersion GetObject GetObjectVersion PutObject"
_LISTS = ("s3:ListBucket", "s3:ListBucketVersions")
ITEM_ACTIONS = tuple(f"dynamodb:{name}" for name in _ITEMS.split())
OBJECT_ACTIONS = tuple(f"s3:{name}" for name in _OBJECTS.split())


class Meant(NamedTuple):
    """A pooled store that a resource pattern of a statement matches, and the path below it."""

    service: str
    name: str
    path: str


class Pools:
    """Pooled stores of a stack, and those of other stacks that the configuration names."""

    def __init__(self, graph: StackGraph, context: Context) -> None:
        pooled = context.vocabulary.pooled
        stores = [store for store in graph.of(*STORES) if _is_pooled(store, pooled)]
        self.urns = frozenset(store.urn for store in stores)
        self._names: dict[str, set[str]] = {
            service: {name for name in pooled if _NAME.fullmatch(name)} for service in _SERVICES
        }
        for store in stores:
            self._names[_SERVICE_OF[store.type]] |= store.identities

    def __bool__(self) -> bool:
        return bool(self.urns) or any(self._names.values())

    def meant(self, pattern: str) -> Iterator[Meant]:
        """Yield the stores that a resource pattern matches."""
        service, name, path = _parts(pattern)
        for known, names in self._names.items():
            if service not in (known, "*"):
                continue
            if name in names:
                yield Meant(known, name, path)
            elif "*" in name or "?" in name:
                found = [each for each in sorted(names) if like(name, each)]
                yield from (Meant(known, each, path) for each in found)


def _is_pooled(store: Resource, pooled: Set[str]) -> bool:
    if any(
        entry == store.name or entry in store.identities or fnmatch.fnmatchcase(store.urn, entry)
        for entry in pooled
    ):
        return True
    tenant, tier = store.tag(TENANT), store.tag("tier")
    known = tenant is not UNKNOWN and tier is not UNKNOWN
    return known and (tenant, tier) == (SHARED_TENANT, Tier.POOL)


def _parts(pattern: str) -> tuple[str, str, str]:
    """Return service, name and path of a resource pattern; a star matches everything."""
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


def covers_any(statement: ParsedStatement, actions: tuple[str, ...]) -> bool:
    """Return whether a statement covers any of the actions."""
    return some(actions, statement.covers)


def lists(statement: ParsedStatement) -> bool:
    """Return whether a statement covers listing a bucket."""
    return covers_any(statement, _LISTS)


class Ties:
    """Ties of a statement to one tenant: a principal's variable, or the tenant's id."""

    def __init__(self, context: Context) -> None:
        self._tenants = Tenants(frozenset(context.vocabulary.tenants or ()))

    def text(self, text: str) -> bool:
        """Return whether a text names a tenant before its first wildcard."""
        head = text.partition("${")[0]
        if "${" in text and not set("*?") & set(head):
            return True
        fixed = text[: min((text.find(c) for c in "*?" if c in text), default=len(text))]
        return any(self._tenants.named(Word(fixed)))

    def condition(self, statement: ParsedStatement, *keys: str) -> bool:
        """Return whether a condition on one of the keys, or with a principal tag, ties it."""
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
