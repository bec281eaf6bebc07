"""Policy documents of resources, and findings about their parts."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Document,
    Finding,
    Malformed,
    NotApplicable,
    ParsedStatement,
    Resource,
    ValueUnknown,
    Verdict,
    at,
    items,
    parse,
    token,
)

IDENTITY_TYPES = (
    "iam.Policy",
    "iam.RolePolicy",
    "iam.GroupPolicy",
    "iam.UserPolicy",
    "iam.Role",
    "ssoadmin.PermissionSetInlinePolicy",
)

DOCUMENT = "document"
_UNKNOWN = "depends on a part of the policy that is known only after the update"


def identity_texts(resource: Resource) -> Iterator[Any]:
    """Yield the permission documents of a resource of ``IDENTITY_TYPES``."""
    if resource.type == token("iam.Role"):
        inline = resource.at("inlinePolicies")
        texts = [UNKNOWN] if inline is UNKNOWN else [at(each, "policy") for each in items(inline)]
    elif resource.type == token("ssoadmin.PermissionSetInlinePolicy"):
        texts = [resource.at("inlinePolicy")]
    else:
        texts = [resource.at("policy")]
    yield from (text for text in texts if text is UNKNOWN or text not in (None, "", {}))


def trust(role: Resource) -> Document:
    """Return the trust policy of a role; iam-trust-restricted reports a malformed one."""
    try:
        return parse(role.at("assumeRolePolicy"))
    except Malformed as problem:
        raise NotApplicable(str(problem)) from problem


def judged(
    texts: Iterable[Any],
    judge: Callable[[Document], Iterator[Finding]],
    key: str,
    *,
    malformed: bool = False,
) -> Iterator[Finding]:
    """Yield a judge's findings about each document, one per key.

    An unknown document is undetermined. Of several rules over the same documents only one reports
    a document as malformed (``malformed``).
    """
    found: list[Finding] = []
    for text in texts:
        try:
            found.extend(_until_unknown(judge(parse(text)), key))
        except Malformed as problem:
            if malformed:
                found.append(Finding(DOCUMENT, str(problem)))
        except ValueUnknown:
            found.append(unknown(key))
    yield from once(found)


def each(
    statements: Iterable[ParsedStatement],
    judge: Callable[[ParsedStatement], Iterator[Finding]],
    key: str,
) -> Iterator[Finding]:
    """Yield a judge's findings about each statement, so that an unknown one hides no other."""
    for statement in statements:
        yield from _until_unknown(judge(statement), key)


def _until_unknown(findings: Iterator[Finding], key: str) -> Iterator[Finding]:
    try:
        yield from findings
    except ValueUnknown:
        yield unknown(key)


def unknown(key: str) -> Finding:
    """Return an undetermined finding."""
    return Finding(key, _UNKNOWN, Verdict.UNDETERMINED)


def once(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Yield one finding for each key; a violation replaces an undetermined finding."""
    by_key: dict[str, Finding] = {}
    for finding in findings:
        said = by_key.get(finding.key)
        if said is None or (
            said.verdict is Verdict.UNDETERMINED and finding.verdict is Verdict.VIOLATION
        ):
            by_key[finding.key] = finding
    yield from by_key.values()
