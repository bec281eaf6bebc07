"""What statements mean: what is everything, what is granted, what a condition holds."""

import re
from collections.abc import Callable, Iterator

from policy_pack.documents import Condition, Statement, like
from policy_pack.three_valued import some

EQUALS = ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike")
"""Operators by which a key is held to given values; negated ones and Null hold nothing."""

_WILD = set("*?")
_SEPARATORS = set("*?/:")
_KIND = re.compile(r"[a-z-]+[/:](.+)", re.DOTALL)


def everything(resource: str) -> bool:
    """Whether an ARN pattern names nothing at all: ``*``, ``arn:aws:*`` and the like."""
    if set(resource) <= _WILD:
        return True
    return resource.startswith("arn:") and all(
        set(part) <= _SEPARATORS for part in resource.split(":", 5)[2:]
    )


def whole_service(resource: str) -> bool:
    """Whether an ARN pattern names no resource of its service: ``arn:aws:s3:::*``."""
    return everything(resource) or (
        resource.startswith("arn:") and set(resource.split(":", 5)[-1]) <= _SEPARATORS
    )


def whole_kind(resource: str) -> bool:
    """Whether an ARN pattern names at most a kind of resource: ``arn:aws:iam::1:role/*``."""
    if whole_service(resource):
        return True
    kind = _KIND.match(resource.split(":", 5)[-1])
    return resource.startswith("arn:") and kind is not None and set(kind[1]) <= _SEPARATORS


def reaches(resource: str, services: tuple[str, ...]) -> bool:
    """Whether an ARN pattern may name resources of one of the services."""
    if everything(resource):
        return True
    parts = resource.split(":", 5)
    return len(parts) > 2 and any(like(parts[2], service) for service in services)


def unscoped(statement: Statement, is_wild: Callable[[str], bool]) -> bool:
    """Whether a statement's resources are wild; NotResource leaves nearly all."""
    return bool(statement.not_resources) or some(
        statement.resources, lambda resource: is_wild(str(resource))
    )


def grants(statement: Statement, action: str) -> bool:
    """Whether a statement speaks of an action, also where some other action is unknown."""
    if statement.not_actions:
        return statement.covers(action)
    return some(statement.actions, lambda pattern: like(str(pattern), action.lower()))


def is_admin(statement: Statement) -> bool:
    """Whether every action is allowed on everything; NotAction leaves nearly all actions."""
    every_action = bool(statement.not_actions) or some(
        statement.actions, lambda action: set(str(action)) <= set("*?:")
    )
    return every_action and unscoped(statement, everything)


def holding(statement: Statement, *keys: str) -> Iterator[Condition]:
    """Conditions that hold one of the keys to given values. A key that ends in ``/`` or ``:``
    stands for all that begin with it; IfExists and ForAllValues also pass without the key."""
    wanted = tuple(key.lower() for key in keys)
    for condition in statement.conditions:
        named = any(
            condition.key.startswith(key) if key[-1] in "/:" else condition.key == key
            for key in wanted
        )
        if (
            named
            and condition.operator in EQUALS
            and not condition.if_exists
            and condition.qualifier != "forallvalues"
        ):
            yield condition


def pins(statement: Statement, *keys: str) -> bool:
    """Whether one of the keys is held to values that say something."""
    return some(
        holding(statement, *keys),
        lambda condition: (
            bool(condition.values)
            and not some(condition.values, lambda value: set(str(value)) <= _WILD)
        ),
    )


def requires_mfa(statement: Statement) -> bool:
    """Whether only sessions with MFA pass; ``BoolIfExists`` lets long-term keys through."""
    return statement.requires("aws:MultiFactorAuthPresent", "true", operators=("Bool",))


_ACCOUNT = re.compile(r"(?:arn:[a-z-]+:(?:iam|sts)::)?(\d{12})(?::.*)?")


def account_of(principal: str) -> str | None:
    """The account of an AWS principal: an account number, or an ARN of IAM or STS."""
    match = _ACCOUNT.fullmatch(principal)
    return match[1] if match else None
