"""The audience of a resource policy: everybody, or accounts that are not ours.

Public means the same as for AWS: a grant to everybody that no condition ties to fixed values, and
that no Deny takes away again from everybody, or from everybody outside fixed values. Sources:
Amazon S3 user guide, "Blocking public access", the meaning of public; IAM user guide, establish
permissions guardrails using data perimeters; condition operators (a negated one holds where the
request has no such key).
"""

from collections.abc import Iterator
from ipaddress import ip_network

from soc2_baseline.core.iam.statements import (
    ACCOUNT,
    Condition,
    Document,
    ParsedStatement,
    unconditional,
)
from soc2_baseline.core.unknown import ValueUnknown, every, some, sure
from soc2_baseline.policy_pack.kit.context import Context

_ACCOUNT_KEYS = frozenset(
    {"aws:principalaccount", "aws:sourceaccount", "aws:sourceowner", "s3:dataaccesspointaccount"}
)
_ARN_KEYS = frozenset({"aws:principalarn", "aws:sourcearn", "s3:dataaccesspointarn"})
_ID_KEYS = frozenset({"aws:principalorgid", "aws:sourceorgid", "aws:sourcevpc", "aws:sourcevpce"})
_PATH_KEYS = frozenset({"aws:principalorgpaths", "aws:sourceorgpaths"})
_POSITIVE = frozenset(
    {"stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike", "ipaddress"}
)
_NEGATED = frozenset(
    {
        "stringnotequals",
        "stringnotequalsignorecase",
        "stringnotlike",
        "arnnotequals",
        "arnnotlike",
        "notipaddress",
    }
)
_BROADEST = {4: 8, 6: 32}
"""Prefix lengths by IP version: AWS calls a wider range public."""


def open_to_all(document: Document) -> bool:
    """Return whether a policy grants access to everybody.

    Raises:
        ValueUnknown: no statement surely does, but one may.
    """
    return some(
        document.allowing(),
        lambda statement: every(
            statement,
            _for_anyone,
            lambda s: not pinned(s),
            lambda s: not document.withdraws(s, binds=bars_outsiders),
        ),
    )


def pinned(statement: ParsedStatement) -> bool:
    """Return whether a condition ties a statement to fixed organizations, accounts or networks."""
    return some(statement.conditions, _pins)


def bars_outsiders(denial: ParsedStatement) -> bool:
    """Return whether a Deny spares nobody, or only principals that fixed values name.

    Several conditions spare everybody who fulfils one of them, so each has to name fixed values;
    AWS's own services may be spared in addition.
    """
    named = denial.not_principals and not some(denial.not_principals, lambda p: p.anyone)
    if named:
        return not denial.conditions
    return some((denial,), unconditional) or every(
        denial,
        lambda d: some(d.principals, lambda p: p.anyone),
        lambda d: some(d.conditions, _spares_fixed),
        lambda d: not some(d.conditions, lambda c: not _spares_fixed(c) and not _spares_aws(c)),
    )


def _spares_fixed(condition: Condition) -> bool:
    return (
        condition.operator in _NEGATED
        and condition.qualifier in (None, "forallvalues")
        and bool(condition.values)
        and not some(condition.values, lambda v: not _fixed(condition.key, str(v)))
    )


def _spares_aws(condition: Condition) -> bool:
    # Anonymous requests have no such key: only with IfExists does the Deny bind them.
    return (
        condition.key == "aws:principalisawsservice"
        and condition.operator == "bool"
        and condition.if_exists
        and condition.texts() == ("false",)
    )


def foreign_accounts(document: Document, context: Context) -> Iterator[str]:
    """Yield accounts with access that are neither ours nor trusted.

    Raises:
        ValueUnknown: after the known ones, where there may be more.
    """
    ours = {context.vocabulary.account_id, *context.vocabulary.known_accounts}
    seen: set[str] = set()
    unsure = False
    for statement in document.allowing():
        if sure(document.withdraws, statement):
            continue
        try:
            for account in _accounts(statement):
                if account not in ours and account not in seen:
                    seen.add(account)
                    yield account
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown


def _accounts(statement: ParsedStatement) -> Iterator[str]:
    unsure = False
    for principal in statement.principals:
        try:
            if principal.account:
                yield principal.account
        except ValueUnknown:
            unsure = True
    if _for_anyone(statement):
        for condition in statement.conditions:
            if condition.key in _ACCOUNT_KEYS | _ARN_KEYS and condition.operator in _POSITIVE:
                for text in condition.texts():
                    match = ACCOUNT.search(text)
                    if match:
                        yield match[0]
    if unsure:
        raise ValueUnknown


def _for_anyone(statement: ParsedStatement) -> bool:
    return bool(statement.not_principals) or some(statement.principals, lambda p: p.anyone)


def _pins(condition: Condition) -> bool:
    return (
        condition.operator in _POSITIVE
        and not condition.if_exists
        and condition.qualifier != "forallvalues"
        and bool(condition.values)
        and not some(condition.values, lambda v: not _fixed(condition.key, str(v)))
    )


def _fixed(key: str, text: str) -> bool:
    if "${" in text:
        return False
    if key in _ACCOUNT_KEYS:
        return ACCOUNT.fullmatch(text) is not None
    if key in _ARN_KEYS:
        parts = text.split(":")
        return len(parts) > 5 and (ACCOUNT.fullmatch(parts[4]) is not None or not _wild(text))
    if key in _PATH_KEYS:
        return not _wild(text.partition("/")[0])
    if key == "aws:sourceip":
        return _narrow(text)
    return key in _ID_KEYS and not _wild(text)


def _wild(text: str) -> bool:
    return "*" in text or "?" in text


def _narrow(cidr: str) -> bool:
    try:
        network = ip_network(cidr, strict=False)
    except ValueError:
        return False
    return network.prefixlen >= _BROADEST[network.version]
