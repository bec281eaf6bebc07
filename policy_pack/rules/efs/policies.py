"""File system policies that require TLS and an identity for mounts."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Document,
    Finding,
    Malformed,
    ParsedStatement,
    doubtful,
    every,
    parse,
    some,
    sure,
)
from soc2_baseline.policy_pack.rules.iam.meaning import grants, pins

MOUNT = "elasticfilesystem:ClientMount"
NAMED_BY = (
    "aws:PrincipalArn",
    "aws:PrincipalAccount",
    "aws:PrincipalOrgID",
    "aws:PrincipalOrgPaths",
    "aws:userid",
    "elasticfilesystem:AccessPointArn",
)
"""Condition keys that an anonymous client does not carry, and access points, which give it a
user and a directory. A mount target identifies nobody.
"""


def judge_policy(text: Any) -> Iterator[Finding]:
    """Yield the problems of a file system policy.

    Raises:
        ValueUnknown: the whole policy is unknown.
    """
    try:
        document = parse(text)
    except Malformed:
        yield Finding("document", "the policy cannot be read")
        return
    yield from _clause(
        sure(_mounted_by_anyone, document), "anonymous", "the policy lets anonymous clients mount"
    )
    refused = sure(_refuses_plain, document)
    sentence = "the policy does not deny mounts without TLS"
    yield from _clause(None if refused is None else not refused, "tls", sentence)


def _clause(broken: bool | None, key: str, sentence: str) -> Iterator[Finding]:
    findings = [Finding(key, sentence)]
    if broken is not False:
        yield from findings if broken else doubtful(findings)


def _mounted_by_anyone(document: Document) -> bool:
    return some(
        document.allowing(),
        lambda statement: every(
            statement,
            _for_anyone,
            lambda s: grants(s, MOUNT),
            lambda s: not pins(s, *NAMED_BY),
        ),
    )


def _for_anyone(statement: ParsedStatement) -> bool:
    return bool(statement.not_principals) or some(statement.principals, lambda p: p.anyone)


def _refuses_plain(document: Document) -> bool:
    return some(
        document.denying(),
        lambda statement: every(
            statement,
            lambda s: some(s.principals, lambda p: p.anyone),
            lambda s: grants(s, MOUNT),
            lambda s: not s.not_resources and _only_without_tls(s),
        ),
    )


def _only_without_tls(statement: ParsedStatement) -> bool:
    """Return whether missing TLS is the only condition; more would exempt some mounts."""
    return len(statement.conditions) == 1 and any(
        condition.texts() == ("false",)
        for condition in statement.when("aws:SecureTransport", "bool")
    )
