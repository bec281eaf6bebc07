"""Alternate contacts of an account, beside the address of its root user (CC7.3, CC7.4).

Source: AWS Account Management API reference, PutAlternateContact.
"""

import re
from collections.abc import Iterator, Mapping
from enum import StrEnum
from typing import TypedDict

_EMAIL = re.compile(r"[\w+=.#|!&-]+@[\w.-]+\.\w+")
_PHONE = re.compile(r"(?=.*[0-9])[ 0-9()+-]{1,25}")
_LONGEST_NAME, _LONGEST_TITLE, _LONGEST_EMAIL = 64, 50, 254


class ContactType(StrEnum):
    """The purposes of a contact."""

    BILLING = "billing"
    OPERATIONS = "operations"
    SECURITY = "security"


class ContactArgs(TypedDict):
    """A contact that AWS writes to or calls. Name a team, not a person: people leave."""

    name: str
    """The contact's name, such as Security team; 64 characters at most."""
    title: str
    """Their function, such as Head of security; 50 characters at most."""
    email: str
    """An address that several people read."""
    phone: str
    """A number that somebody answers, such as +1 555 0100."""


class ContactsArgs(TypedDict):
    """The three alternate contacts of an account; AWS asks each about something else."""

    billing: ContactArgs
    """Asked about invoices and payment."""
    operations: ContactArgs
    """Notified of problems and changes of services."""
    security: ContactArgs
    """Notified of abuse and of vulnerabilities; rule ``incident-readiness`` asks for it."""


def by_type(contacts: ContactsArgs) -> dict[ContactType, ContactArgs]:
    """Return the contacts by purpose."""
    return {
        ContactType.BILLING: contacts["billing"],
        ContactType.OPERATIONS: contacts["operations"],
        ContactType.SECURITY: contacts["security"],
    }


def contact_problems(place: str, contacts: Mapping[ContactType, ContactArgs]) -> Iterator[str]:
    """Report values that AWS would refuse, or that reach nobody."""
    for kind, contact in contacts.items():
        at = f"{place}.{kind}"
        for field, longest in (("name", _LONGEST_NAME), ("title", _LONGEST_TITLE)):
            text = str(contact[field])  # type: ignore[literal-required]
            if not 1 <= len(text.strip()) <= longest:
                yield f"{at}.{field} {text!r}; accepted are 1 to {longest} characters"
        email, phone = contact["email"], contact["phone"]
        if not _EMAIL.fullmatch(email) or len(email) > _LONGEST_EMAIL:
            yield f"{at}.email {email!r}; accepted is an address such as security@example.com"
        if not _PHONE.fullmatch(phone):
            yield f"{at}.phone {phone!r}; accepted is a number such as +1 555 0100"
