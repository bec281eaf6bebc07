"""Meaning of policy statements: resources, granted actions and conditions."""

import re
from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import (
    EQUALS,
    UNLIKE,
    Condition,
    Document,
    ParsedStatement,
    every,
    known_first,
    like,
    some,
    unconditional,
)

_WILD = set("*?")
_SEPARATORS = set("*?/:")
_KIND = re.compile(r"[a-z-]+[/:](.+)", re.DOTALL)


def everything(resource: str) -> bool:
    """Return whether an ARN pattern names nothing at all: ``*``, ``arn:aws:*`` and the like."""
    if set(resource) <= _WILD:
        return True
    return resource.startswith("arn:") and all(
        set(part) <= _SEPARATORS for part in resource.split(":", 5)[2:]
    )


def whole_service(resource: str) -> bool:
    """Return whether an ARN pattern names no resource of its service: ``arn:aws:s3:::*``."""
    return everything(resource) or (
        resource.startswith("arn:") and set(resource.split(":", 5)[-1]) <= _SEPARATORS
    )


def whole_kind(resource: str) -> bool:
    """Return whether an ARN pattern names at most a resource type: ``arn:aws:iam::1:role/*``."""
    if whole_service(resource):
        return True
    kind = _KIND.match(resource.split(":", 5)[-1])
    return resource.startswith("arn:") and kind is not None and set(kind[1]) <= _SEPARATORS


def reaches(resource: str, services: tuple[str, ...]) -> bool:
    """Return whether an ARN pattern may match resources of one of the services."""
    if everything(resource):
        return True
    parts = resource.split(":", 5)
    return len(parts) > 2 and any(like(parts[2], service) for service in services)


def unscoped(statement: ParsedStatement, is_wild: Callable[[str], bool]) -> bool:
    """Return whether a statement's resources are wildcards; NotResource leaves nearly all."""
    return bool(statement.not_resources) or some(
        statement.resources, lambda resource: is_wild(str(resource))
    )


def grants(statement: ParsedStatement, action: str) -> bool:
    """Return whether a statement covers an action, also if another action is unknown."""
    return statement.covers(action)


def granted(document: Document, statement: ParsedStatement, action: str) -> bool:
    """Return whether a statement covers an action that no Deny of the document withdraws."""
    return every(
        statement,
        lambda s: s.covers(action),
        lambda s: not document.withdraws(s, action),
    )


def is_admin(statement: ParsedStatement) -> bool:
    """Return whether every action is allowed on everything; NotAction leaves nearly all actions."""
    every_action = bool(statement.not_actions) or some(
        statement.actions, lambda action: set(str(action)) <= set("*?:")
    )
    return every_action and unscoped(statement, everything)


def holding(statement: ParsedStatement, *keys: str) -> Iterator[Condition]:
    """Yield conditions that restrict one of the keys to given values.

    A key that ends in ``/`` or ``:`` stands for all that begin with it. IfExists and ForAllValues
    also pass without the key.
    """

    def holds(condition: Condition) -> bool:
        return (
            not condition.if_exists
            and condition.qualifier != "forallvalues"
            and condition.operator in EQUALS
            and _is_one(condition, keys)
        )

    yield from known_first(statement.conditions, holds)


def _is_one(condition: Condition, keys: tuple[str, ...]) -> bool:
    return any(
        condition.key.startswith(key) if key[-1] in "/:" else condition.key == key
        for key in (key.lower() for key in keys)
    )


def pins(statement: ParsedStatement, *keys: str) -> bool:
    """Return whether a condition restricts one of the keys to values other than wildcards."""
    return some(holding(statement, *keys), _says_something)


def held(
    document: Document, statement: ParsedStatement, *keys: str, action: str | None = None
) -> bool:
    """Return whether the statement, or a Deny of all other values, restricts one of the keys.

    A negated operator also matches a request without the key, so that such a Deny leaves only
    requests with one of its values.
    """

    def binds(denial: ParsedStatement) -> bool:
        everybody = denial._replace(conditions=())
        return every(
            denial,
            lambda d: bool(d.conditions),
            lambda d: not some(d.conditions, lambda c: not _denies_others(c, keys)),
            lambda _: unconditional(everybody),
        )

    return pins(statement, *keys) or document.withdraws(statement, action, binds)


def _denies_others(condition: Condition, keys: tuple[str, ...]) -> bool:
    return (
        condition.qualifier is None
        and condition.operator in UNLIKE
        and _is_one(condition, keys)
        and _says_something(condition)
    )


def _says_something(condition: Condition) -> bool:
    return bool(condition.values) and not some(
        condition.values, lambda value: set(str(value)) <= _WILD
    )


def requires_mfa(statement: ParsedStatement) -> bool:
    """Return whether only sessions with MFA pass; ``BoolIfExists`` lets long-term keys through."""
    return statement.requires("aws:MultiFactorAuthPresent", "true", operators=("Bool",))


_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:(?:iam|sts)::)?(\d{12})(?::.*)?")


def account_of(principal: str) -> str | None:
    """Return the account of an AWS principal: an account number, or an ARN of IAM or STS."""
    match = _ACCOUNT.fullmatch(principal)
    return match[1] if match else None
