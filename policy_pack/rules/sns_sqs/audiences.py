"""Findings about the policies of topics, queues, secrets and functions.

Shared by the rules about resource policies of this folder, of secrets and of functions.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Document,
    Finding,
    Malformed,
    Resource,
    ValueUnknown,
    Verdict,
    foreign_accounts,
    is_given,
    open_to_all,
    parse,
    sure,
)

PUBLIC = "the policy allows everybody, and no condition narrows that"


def document_of(resource: Resource, prop: str = "policy") -> Document | None:
    """Return the policy of a resource; None if it has none of its own.

    Raises:
        ValueUnknown: it is not known yet.
        Malformed: it cannot be read.
    """
    text = resource.at(prop)
    return parse(text) if text is UNKNOWN or is_given(text) else None


def visitors(resource: Resource, context: Context, *, foreign: bool = True) -> Iterator[Finding]:
    """Yield the findings ``public``, ``foreign`` and ``malformed`` about a resource's policy."""
    try:
        document = document_of(resource)
    except Malformed:
        yield Finding("malformed", "the policy cannot be read")
        return
    except ValueUnknown:
        yield Finding("public", LATER, Verdict.UNDETERMINED)
        return
    if document is None:
        return
    public = sure(open_to_all, document)
    if public is None:
        yield Finding("public", PUBLIC, Verdict.UNDETERMINED)
    elif public:
        yield Finding("public", PUBLIC)
    if foreign and context.vocabulary.account_id:
        yield from _foreign(document, context)


def _foreign(document: Document, context: Context) -> Iterator[Finding]:
    try:
        for account in foreign_accounts(document, context):
            yield Finding("foreign", f"the policy allows account {account}, which is not trusted")
    except ValueUnknown:
        yield Finding("foreign", LATER, Verdict.UNDETERMINED)
