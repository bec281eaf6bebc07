"""The access manifest: people, groups, permission sets, accounts, grants.

CC6.1 to CC6.3 ask that access is authorised by its owner, follows from a person's work, and ends
with it. Dates are inclusive: a person works, and a grant counts, through its last day.
"""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from soc2_baseline.core.vocabulary import Profile

FILE_NAME = "access.yaml"


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the organization; ``id`` is the user name at the identity provider."""

    id: str
    given_name: str
    family_name: str
    manager: str
    started: datetime.date
    leaves: datetime.date | None = None

    @property
    def name(self) -> str:
        """Return the full name."""
        return f"{self.given_name} {self.family_name}"

    def works(self, today: datetime.date) -> bool:
        """Return whether the person has begun and has not left."""
        return self.started <= today and (self.leaves is None or today <= self.leaves)

    def left(self, today: datetime.date) -> bool:
        """Return whether the last day has passed."""
        return self.leaves is not None and self.leaves < today


@dataclass(frozen=True, slots=True)
class Group:
    """People with the same work, and the owner who decides on its members."""

    name: str
    purpose: str
    owner: str
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class InlineStatement:
    """One statement of a permission set's own policy."""

    effect: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    conditions: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PermissionSet:
    """Permissions, and the length of a session."""

    name: str
    purpose: str
    session_seconds: int
    managed_policies: tuple[str, ...] = ()
    customer_policies: tuple[str, ...] = ()
    statements: tuple[InlineStatement, ...] = ()


@dataclass(frozen=True, slots=True)
class Account:
    """An AWS account with its name and profile."""

    id: str
    name: str
    environment: Profile


@dataclass(frozen=True, slots=True)
class Grant:
    """A permission set for a group or a person, in some accounts, until a day."""

    id: str
    permission_set: str
    owner: str
    reason: str
    granted: datetime.date
    expires: datetime.date
    group: str | None = None
    person: str | None = None
    accounts: tuple[str, ...] = ()
    environment: Profile | None = None
    ticket: str | None = None

    @property
    def group_name(self) -> str:
        """Return the group that is assigned; for one person it is named after the grant."""
        return self.group or f"grant-{self.id}"

    def lapsed(self, today: datetime.date) -> bool:
        """Return whether the last day has passed."""
        return self.expires < today


@dataclass(frozen=True)
class Manifest:
    """A checked manifest."""

    people: tuple[Person, ...] = ()
    groups: tuple[Group, ...] = ()
    permission_sets: tuple[PermissionSet, ...] = ()
    accounts: tuple[Account, ...] = ()
    grants: tuple[Grant, ...] = ()
    source: Path | None = None

    def accounts_of(self, grant: Grant) -> tuple[Account, ...]:
        """Return the accounts of a grant: those named, or all of an environment."""
        return tuple(
            account
            for account in self.accounts
            if account.name in grant.accounts or account.environment is grant.environment
        )


def today() -> datetime.date:
    """Return the day in UTC, as everywhere in this project."""
    return datetime.datetime.now(datetime.UTC).date()
