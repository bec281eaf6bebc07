"""What a file system policy says: nobody mounts without TLS, and nobody without a name."""

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
user and a directory. Coming through a mount target names nobody."""


def judge_policy(text: Any) -> Iterator[Finding]:
    """What is wrong with a policy.

    Raises:
        ValueUnknown: the whole policy is unknown.
    """
    try:
        document = parse(text)
    except Malformed:
        yield Finding("document", "the policy cannot be read")
        return
    yield from _clause(sure(_mounted_by_anyone, document), "anonymous", "anonymous clients mount")
    refused = sure(_refuses_plain, document)
    sentence = "the policy does not refuse mounts without TLS"
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
    """Whether missing TLS is the one condition: each further one would let some mounts pass."""
    return len(statement.conditions) == 1 and any(
        condition.texts() == ("false",)
        for condition in statement.when("aws:SecureTransport", "bool")
    )
