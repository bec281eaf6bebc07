"""Where policy documents are, and how findings about their parts come together."""

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
    texts: Iterable[Any],
    judge: Callable[[Document], Iterator[Finding]],
    key: str,
    *,
    malformed: bool = False,
) -> Iterator[Finding]:
    """What a judge says of each document, once per key; an unknown one is undetermined.

    Of several rules over the same documents one says that a document is ``malformed``.
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
