"""Policy documents of IAM and of resources, read by meaning: wildcards, Not-elements, conditions.

A document is JSON text, a dict, or unknown. What cannot be parsed is no finding of a rule but a
``Malformed`` that rules report under their own key; an unknown part raises ``ValueUnknown`` when
a question touches it. Source: IAM user guide, grammar of the JSON policy language.
"""

import json
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

from policy_pack.values import UNKNOWN, ValueUnknown

ACCOUNT = re.compile(r"\d{12}")


class Malformed(ValueError):
    """A text that is no policy document."""


@dataclass(frozen=True, slots=True)
class Principal:
    """Who: ``kind`` is AWS, Service, Federated or CanonicalUser; ``value`` may be ``*``."""

    kind: str
    value: Any

    @property
    def anyone(self) -> bool:
        """Whether this is everybody."""
        return known(self.value) == "*" and self.kind in ("AWS", "*")

    @property
    def account(self) -> str | None:
        """The account that an AWS principal belongs to."""
        if self.kind != "AWS":
            return None
        match = ACCOUNT.search(known(self.value))
        return match[0] if match else None


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: operator and key in lower case, the qualifier and IfExists taken apart."""

    operator: str
    key: str
    values: tuple[Any, ...]
    if_exists: bool = False
    qualifier: str | None = None

    def texts(self) -> tuple[str, ...]:
        """The values as text, booleans in lower case."""
        return tuple(
            str(known(v)).lower() if isinstance(v, bool) else str(known(v)) for v in self.values
        )


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement; actions in lower case. Elements that are absent are empty."""

    effect: str
    actions: tuple[Any, ...] = ()
    not_actions: tuple[Any, ...] = ()
    resources: tuple[Any, ...] = ()
    not_resources: tuple[Any, ...] = ()
    principals: tuple[Principal, ...] = ()
    not_principals: tuple[Principal, ...] = ()
    conditions: tuple[Condition, ...] = ()
    sid: str = ""

    @property
    def allows(self) -> bool:
        """Whether the effect is Allow."""
        return self.effect == "Allow"

    def covers(self, action: str) -> bool:
        """Whether the statement speaks of an action such as ``s3:GetObject``."""
        if self.not_actions:
            return not any(like(known(pattern), action.lower()) for pattern in self.not_actions)
        return any(like(known(pattern), action.lower()) for pattern in self.actions)

    @property
    def any_action(self) -> bool:
        """Whether the actions are everything (``*`` or ``*:*``); NotAction leaves nearly all."""
        return bool(self.not_actions) or any(known(a) in ("*", "*:*") for a in self.actions)

    @property
    def any_resource(self) -> bool:
        """Whether the resources are everything; NotResource leaves nearly all."""
        return bool(self.not_resources) or any(known(r) == "*" for r in self.resources)

    @property
    def anyone(self) -> bool:
        """Whether the principal is everybody; NotPrincipal with Allow leaves nearly all."""
        return bool(self.not_principals) or any(p.anyone for p in self.principals)

    def when(self, key: str, *operators: str) -> Iterator[Condition]:
        """Conditions on a key, of these operators (all where none is named), in lower case."""
        wanted = {operator.lower() for operator in operators}
        for condition in self.conditions:
            if condition.key == key.lower() and (not wanted or condition.operator in wanted):
                yield condition

    def requires(self, key: str, *values: str, operators: tuple[str, ...] = ()) -> bool:
        """Whether the statement binds only if ``key`` has one of ``values`` (any where none named).

        IfExists and ForAllValues also hold when the key is missing, so they do not count.
        """
        return any(
            (not values or set(condition.texts()) <= set(values))
            and not condition.if_exists
            and condition.qualifier != "forallvalues"
            for condition in self.when(key, *operators)
        )


@dataclass(frozen=True, slots=True)
class Document:
    """A policy document."""

    statements: tuple[Statement, ...]

    def allowing(self) -> Iterator[Statement]:
        """The statements with effect Allow."""
        return (statement for statement in self.statements if statement.allows)

    def denying(self) -> Iterator[Statement]:
        """The statements with effect Deny."""
        return (statement for statement in self.statements if not statement.allows)


def parse(value: Any) -> Document:
    """Read a document.

    Raises:
        ValueUnknown: the whole document, or its list of statements, is unknown.
        Malformed: it is no JSON object with statements.
    """
    if value is UNKNOWN:
        raise ValueUnknown
    return _parse_text(str(value)) if isinstance(value, str) else _document(value)


@lru_cache(maxsize=512)
def _parse_text(text: str) -> Document:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("the policy is no JSON") from error
    return _document(tree)


def _document(tree: Any) -> Document:
    if not isinstance(tree, dict):
        raise Malformed("the policy is no JSON object")
    statements = _many(tree.get("Statement"))
    if not all(isinstance(statement, dict) for statement in statements):
        if any(statement is UNKNOWN for statement in statements):
            raise ValueUnknown
        raise Malformed("the policy has a Statement that is no object")
    return Document(tuple(_statement(statement) for statement in statements))


def _statement(tree: dict[str, Any]) -> Statement:
    return Statement(
        effect=str(known(tree.get("Effect"))),
        actions=_lower(_texts(tree, "Action")),
        not_actions=_lower(_texts(tree, "NotAction")),
        resources=_texts(tree, "Resource"),
        not_resources=_texts(tree, "NotResource"),
        principals=tuple(_principals(tree, "Principal")),
        not_principals=tuple(_principals(tree, "NotPrincipal")),
        conditions=tuple(_conditions(tree.get("Condition"))),
        sid=str(tree.get("Sid") or "") if tree.get("Sid") is not UNKNOWN else "",
    )


def _principals(statement: dict[str, Any], element: str) -> Iterator[Principal]:
    tree = statement.get(element)
    if isinstance(tree, dict):
        for kind in tree:
            yield from (Principal(kind, value) for value in _texts(tree, kind))
    else:
        yield from (Principal("AWS", value) for value in _texts(statement, element))


def _conditions(tree: Any) -> Iterator[Condition]:
    if tree is UNKNOWN:
        raise ValueUnknown
    if tree is None:
        return
    if not isinstance(tree, dict):
        raise Malformed("the policy has a Condition that is no object")
    for name, keys in tree.items():
        operator = name.lower()
        qualifier, _, rest = operator.rpartition(":")
        base = rest.removesuffix("ifexists")
        if keys is UNKNOWN:
            raise ValueUnknown
        if not isinstance(keys, dict):
            raise Malformed("the policy has a Condition that is no object")
        for key, values in keys.items():
            exists = rest.endswith("ifexists")
            yield Condition(base, key.lower(), tuple(_many(values)), exists, qualifier or None)


def known(value: Any) -> Any:
    """The value, or ValueUnknown where it is not known yet."""
    if value is UNKNOWN:
        raise ValueUnknown
    return value


def like(pattern: str, text: str) -> bool:
    """Whether text fits a pattern with ``*`` and ``?`` (and nothing else) as wildcards."""
    return pattern == text or pattern == "*" or _regex(pattern).fullmatch(text) is not None


@lru_cache(maxsize=2048)
def _regex(pattern: str) -> re.Pattern[str]:
    first, *rest = (
        "".join("." if c == "?" else re.escape(c) for c in part) for part in pattern.split("*")
    )
    if not rest:
        return re.compile(first, re.DOTALL)
    # Atomic groups: a pattern of many stars must not take forever.
    middle = "".join(f"(?>.*?{part})" for part in rest[:-1] if part)
    return re.compile(f"{first}{middle}.*{rest[-1]}", re.DOTALL)


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _texts(tree: dict[str, Any], element: str) -> tuple[Any, ...]:
    """The texts of an element, unknown ones among them."""
    values = _many(tree.get(element))
    if not all(value is UNKNOWN or isinstance(value, str) for value in values):
        raise Malformed("the policy has an element that is no text")
    return tuple(values)


def _lower(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(v.lower() if isinstance(v, str) else v for v in values)
