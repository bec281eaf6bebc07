"""Third parties that a trust or resource policy allows: accounts, organizations, issuers."""

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    ParsedStatement,
    ValueUnknown,
    foreign_accounts,
    known,
)

ORGANIZATION_KEYS = ("aws:principalorgid", "aws:sourceorgid")
_PATH_KEYS = ("aws:principalorgpaths", "aws:sourceorgpaths")
_OF_AWS = re.compile(r"(?:^|\.)amazonaws\.com(?:\.cn)?$")
_ENTITY = re.compile(r"""\bentityID\s*=\s*["'](?:https?://)?([^"'/\s]{1,253})""")


class Outsider(NamedTuple):
    """A third party: ``kind`` is account, organization or issuer."""

    kind: str
    name: str


def of_document(document: Document, context: Context) -> Iterator[Outsider]:
    """Yield the third parties that a policy allows.

    Raises:
        ValueUnknown: after the known ones, where there may be more.
    """
    unsure = False
    for ask in (_accounts, _organizations, _issuers):
        try:
            yield from ask(document, context)
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown


def _accounts(document: Document, context: Context) -> Iterator[Outsider]:
    vocabulary = context.vocabulary
    if vocabulary.account_id:  # else foreign accounts cannot be identified
        ours = replace(context, vocabulary=replace(vocabulary, vendors=None))
        yield from (Outsider("account", name) for name in foreign_accounts(document, ours))


def _organizations(document: Document, context: Context) -> Iterator[Outsider]:
    ours = context.vocabulary.organization_id
    for name in _each(document, _organizations_of) if ours else ():
        if name != ours:
            yield Outsider("organization", name)


def _organizations_of(statement: ParsedStatement) -> Iterator[str]:
    for condition in statement.conditions:
        key, operator = known(condition.key), known(condition.operator)
        if "not" not in operator and key in (*ORGANIZATION_KEYS, *_PATH_KEYS):
            for text in condition.texts():
                name = text.partition("/")[0]
                if name.startswith("o-") and "*" not in name:
                    yield name


def _issuers(document: Document, _context: Context) -> Iterator[Outsider]:
    for name in _each(document, _issuers_of):
        yield Outsider("issuer", name)


def _issuers_of(statement: ParsedStatement) -> Iterator[str]:
    for principal in statement.principals:
        if known(principal.kind) == "Federated":
            name = str(known(principal.value))
            if (
                ":saml-provider/" not in name
            ):  # the name is local to the account; the provider resource has the issuer
                yield from issuer(name.partition(":oidc-provider/")[2] or name)


def issuer(url: Any) -> Iterator[str]:
    """Yield the issuer in a URL as registers write it; none if it is AWS itself."""
    name = str(known(url)).lower().removeprefix("https://").rstrip("/")
    host = name.partition("/")[0]
    if host and not _OF_AWS.search(host):
        yield name


def saml_issuer(metadata: Any) -> Iterator[str]:
    """Yield the host of the identity provider that the SAML metadata is from."""
    match = _ENTITY.search(str(known(metadata)))
    if match:
        yield from issuer(match[1])


def _each(document: Document, ask: Any) -> Iterator[str]:
    """Yield results for all statements, each once; raise ValueUnknown at the end if unsure."""
    seen: set[str] = set()
    unsure = False
    for statement in document.statements:
        try:
            if statement.allows:
                for name in ask(statement):
                    if name not in seen:
                        seen.add(name)
                        yield name
        except ValueUnknown:
            unsure = True
    if unsure:
        raise ValueUnknown
