"""What rules about policy documents share: where they are, what they hold, what is everything."""

import re
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack.documents import Condition, Document, Malformed, Statement, known, like, parse
from policy_pack.resources import Resource
from policy_pack.rule import Finding, NotApplicable
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, ValueUnknown, at, items

IDENTITY_TYPES = (
    "iam.Policy",
    "iam.RolePolicy",
    "iam.GroupPolicy",
    "iam.UserPolicy",
    "iam.Role",
    "ssoadmin.PermissionSetInlinePolicy",
)
EQUALS = ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike")
"""Operators by which a key is held to given values; negated ones and Null hold nothing."""

DOCUMENT = "document"
_WILD = set("*?")
_SEPARATORS = set("*?/:")
_KIND = re.compile(r"[a-z-]+[/:](.+)", re.DOTALL)
_UNKNOWN = "depends on a part of the policy that is known only after the update"


def identity_texts(resource: Resource) -> Iterator[Any]:
    """The permission documents that a resource of ``IDENTITY_TYPES`` carries."""
    if resource.type == token("iam.Role"):
        inline = resource.at("inlinePolicies")
        texts = [UNKNOWN] if inline is UNKNOWN else [at(each, "policy") for each in items(inline)]
    elif resource.type == token("ssoadmin.PermissionSetInlinePolicy"):
        texts = [resource.at("inlinePolicy")]
    else:
        texts = [resource.at("policy")]
    yield from (text for text in texts if text is UNKNOWN or text not in (None, "", {}))


def trust(role: Resource) -> Document:
    """The trust policy of a role, for rules that leave a malformed one to iam-trust-restricted."""
    try:
        return parse(role.at("assumeRolePolicy"))
    except Malformed as problem:
        raise NotApplicable(str(problem)) from problem


def judged(
    texts: Iterable[Any], judge: Callable[[Document], Iterator[Finding]], key: str
) -> Iterator[Finding]:
    """What a judge says of each document, once per key; an unknown one is undetermined."""
    found: list[Finding] = []
    for text in texts:
        try:
            found.extend(_until_unknown(judge(parse(text)), key))
        except Malformed as problem:
            found.append(Finding(DOCUMENT, str(problem)))
        except ValueUnknown:
            found.append(unknown(key))
    yield from once(found)


def each(
    statements: Iterable[Statement], judge: Callable[[Statement], Iterator[Finding]], key: str
) -> Iterator[Finding]:
    """What a judge says of each statement, so that an unknown one does not hide the others."""
    for statement in statements:
        yield from _until_unknown(judge(statement), key)


def _until_unknown(findings: Iterator[Finding], key: str) -> Iterator[Finding]:
    try:
        yield from findings
    except ValueUnknown:
        yield unknown(key)


def unknown(key: str) -> Finding:
    """An undetermined finding."""
    return Finding(key, _UNKNOWN, Verdict.UNDETERMINED)


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """One finding for each key; a violation says more than what could not be determined."""
    by_key: dict[str, Finding] = {}
    for finding in findings:
        said = by_key.get(finding.key)
        if said is None or (
            said.verdict is Verdict.UNDETERMINED and finding.verdict is Verdict.VIOLATION
        ):
            by_key[finding.key] = finding
    yield from by_key.values()


def some(values: Iterable[Any], holds: Callable[[Any], bool]) -> bool:
    """Whether a known value holds; unknown ones matter only where no known one does."""
    unsure = False
    for value in values:
        try:
            if holds(known(value)):
                return True
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown
    return False


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
