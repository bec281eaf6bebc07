"""Policy documents and their statements, and the meaning of both.

An element that is not known yet is ``UNKNOWN`` among its neighbours: a sure answer about the
others wins, and only where it decides is ``ValueUnknown`` raised. Source: IAM user guide, JSON
policy elements and policy evaluation logic.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from functools import lru_cache
from typing import Any, NamedTuple, TypeVar

from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown, every, known, some

ACCOUNT = re.compile(r"\d{12}")
_T = TypeVar("_T")
_WILD = frozenset("*?")


class Principal(NamedTuple):
    """A principal: ``kind`` is AWS, Service, Federated or CanonicalUser; ``value`` may be ``*``."""

    kind: Any
    value: Any

    @property
    def anyone(self) -> bool:
        """Return whether this is everybody."""
        return known(self.value) == "*" and self.kind in ("AWS", "*")

    @property
    def account(self) -> str | None:
        """Return the account that an AWS principal belongs to."""
        if self.kind != "AWS":
            return None
        match = ACCOUNT.search(known(self.value))
        return match[0] if match else None


class Condition(NamedTuple):
    """One condition: operator and key in lower case, the qualifier and IfExists taken apart."""

    operator: Any
    key: Any
    values: tuple[Any, ...]
    if_exists: bool = False
    qualifier: str | None = None

    def texts(self) -> tuple[str, ...]:
        """Return the values as text, booleans in lower case."""
        return tuple(_text(value) for value in self.values)


class ParsedStatement(NamedTuple):
    """One statement; actions in lower case. Elements that are absent are empty."""

    effect: Any
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
        """Return whether the effect is Allow."""
        return str(known(self.effect)) == "Allow"

    def covers(self, action: str) -> bool:
        """Return whether the statement covers an action such as ``s3:GetObject``."""
        name = action.lower()
        if self.not_actions:
            return not some(self.not_actions, lambda pattern: like(pattern, name))
        return some(self.actions, lambda pattern: like(pattern, name))

    @property
    def any_action(self) -> bool:
        """Return whether it covers all actions (``*`` or ``*:*``); NotAction covers nearly all."""
        return bool(self.not_actions) or some(self.actions, lambda a: a in ("*", "*:*"))

    @property
    def any_resource(self) -> bool:
        """Return whether it covers all resources; NotResource covers nearly all."""
        return bool(self.not_resources) or some(self.resources, lambda r: r == "*")

    @property
    def anyone(self) -> bool:
        """Return whether everybody is a principal; NotPrincipal with Allow is nearly everybody."""
        return bool(self.not_principals) or some(self.principals, lambda p: p.anyone)

    def when(self, key: str, *operators: str) -> Iterator[Condition]:
        """Yield the conditions on a key, of these operators (all if none is named)."""
        wanted = {operator.lower() for operator in operators}

        def fits(condition: Condition) -> bool:
            named = condition.key == key.lower()
            return named and (not wanted or condition.operator in wanted)

        yield from known_first(self.conditions, fits)

    def requires(self, key: str, *values: str, operators: tuple[str, ...] = ()) -> bool:
        """Return whether it applies only if ``key`` has one of ``values`` (any value if none).

        IfExists and ForAllValues also hold when the key is missing, so they do not count.
        """
        return some(
            self.when(key, *operators),
            lambda condition: (
                not condition.if_exists
                and condition.qualifier != "forallvalues"
                and (
                    not values
                    or not some(condition.values, lambda value: _text(value) not in values)
                )
            ),
        )

    def spans(self, other: "ParsedStatement", action: str) -> bool:
        """Return whether the statement covers an action (or all that match a pattern) on every
        resource of another statement, for any principal and under any condition."""
        return every(
            self, lambda s: s._spans_action(action.lower()), lambda s: s._spans_resources(other)
        )

    def _spans_action(self, action: str) -> bool:
        if self.not_actions:
            return not some(self.not_actions, lambda pattern: _may_meet(pattern, action))
        return some(self.actions, lambda pattern: within(action, pattern))

    def _spans_resources(self, other: "ParsedStatement") -> bool:
        if self.not_resources:
            return False
        if not self.resources or some(self.resources, lambda wider: wider == "*"):
            return True
        if other.not_resources or not other.resources:
            return False
        return not some(
            other.resources,
            lambda resource: not some(self.resources, lambda wider: within(resource, wider)),
        )


def unconditional(denial: ParsedStatement) -> bool:
    """Return whether a Deny applies to everybody in every request."""
    nobody_named = not denial.principals and not denial.not_principals  # in a policy of IAM
    return not denial.conditions and (
        nobody_named or some(denial.principals, lambda principal: principal.anyone)
    )


class Document(NamedTuple):
    """A policy document."""

    statements: tuple[ParsedStatement, ...]

    def allowing(self) -> Iterator[ParsedStatement]:
        """Yield the statements with effect Allow; raise ValueUnknown if there may be more."""
        return known_first(self.statements, lambda statement: statement.allows)

    def denying(self) -> Iterator[ParsedStatement]:
        """Yield the statements with effect Deny; raise ValueUnknown if there may be more."""
        return known_first(self.statements, lambda statement: known(statement.effect) == "Deny")

    def withdraws(
        self,
        allowed: ParsedStatement,
        action: str | None = None,
        binds: Callable[[ParsedStatement], bool] = unconditional,
    ) -> bool:
        """Return whether Deny statements withdraw an action of a statement, or all of its actions.

        A Deny counts where ``binds`` says that it binds those in question, and where its actions
        and resources surely span those allowed. What several only do together counts by action.
        """
        patterns = (action,) if action else allowed.actions or ("*",)
        return not some(patterns, lambda pattern: not self._denies(allowed, pattern, binds))

    def _denies(
        self, allowed: ParsedStatement, pattern: str, binds: Callable[[ParsedStatement], bool]
    ) -> bool:
        return some(
            self.denying(), lambda denial: every(denial, binds, lambda d: d.spans(allowed, pattern))
        )


def known_first(values: Iterable[_T], fits: Callable[[_T], bool]) -> Iterator[_T]:
    """Yield certain matches, then raise ValueUnknown if there may be more."""
    unsure = False
    for value in values:
        try:
            fitting = fits(value)
        except ValueUnknown:
            unsure = True
            continue
        if fitting:
            yield value
    if unsure:
        raise ValueUnknown


def unknown_statement() -> ParsedStatement:
    """Return a statement of which nothing is known yet."""
    who, when = Principal(UNKNOWN, UNKNOWN), Condition(UNKNOWN, UNKNOWN, (UNKNOWN,))
    return ParsedStatement(
        UNKNOWN, (UNKNOWN,), resources=(UNKNOWN,), principals=(who,), conditions=(when,)
    )


def like(pattern: str, text: str) -> bool:
    """Return whether text matches a pattern with ``*`` and ``?`` as its only wildcards."""
    if pattern == text or pattern == "*":
        return True
    return not _WILD.isdisjoint(pattern) and _regex(pattern).fullmatch(text) is not None


def within(pattern: str, wider: str) -> bool:
    """Return whether everything that matches a pattern matches a wider one, too."""
    if "?" in wider and not _WILD.isdisjoint(pattern):
        return pattern == wider
    return like(wider, pattern)


def _may_meet(one: str, other: str) -> bool:
    """Return whether two patterns of actions may have an action in common."""
    service, _, _ = one.partition(":")
    another, _, _ = other.partition(":")
    if _WILD.isdisjoint(service) and _WILD.isdisjoint(another) and service != another:
        return False
    return not _WILD.isdisjoint(other) or like(one, other)


def _text(value: Any) -> str:
    return str(known(value)).lower() if isinstance(value, bool) else str(known(value))


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
