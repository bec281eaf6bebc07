"""Cross-field validation of an access manifest."""

import datetime
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from soc2_baseline.core.access.manifest import Grant, Group, Manifest, PermissionSet, Person
from soc2_baseline.core.vocabulary import Profile

HOUR = 3600
SHORTEST_SESSION_SECONDS = HOUR
"""The minimum that IAM Identity Center accepts."""
LONGEST_SESSION_SECONDS = 4 * HOUR
LONGEST_PROD_SESSION_SECONDS = HOUR
LONGEST_GROUP_DAYS = 365
LONGEST_PERSON_DAYS = 90
LAPSED_DAYS = 30
"""Days that a grant may stay in the manifest after its last day. It gives nothing in that time;
later it is an error, because expired grants hide those that count."""

ADMIN_POLICIES = ("AdministratorAccess", "IAMFullAccess", "PowerUserAccess")
"""Policies for sealed roles only (rule iam-no-admin-attachment)."""


@dataclass(frozen=True)
class Names:
    """The names that a manifest defines, also in entries with mistakes."""

    people: frozenset[str]
    groups: frozenset[str]
    permission_sets: frozenset[str]
    accounts: frozenset[str]


def problems_of(
    manifest: Manifest, places: Mapping[str, Sequence[str]], names: Names, day: datetime.date
) -> list[str]:
    """Return one sentence for each problem, in the order of the file."""
    found: list[str] = list(_twice(manifest, places))
    for place, person in zip(places["people"], manifest.people, strict=True):
        found += [f"{place} {person.id!r}: {problem}" for problem in _person(person, names)]
    for place, group in zip(places["groups"], manifest.groups, strict=True):
        found += [f"{place} {group.name!r}: {problem}" for problem in _group(group, names)]
    for place, permission_set in zip(
        places["permission-sets"], manifest.permission_sets, strict=True
    ):
        found += [
            f"{place} {permission_set.name!r}: {problem}"
            for problem in _permission_set(permission_set)
        ]
    for place, grant in zip(places["grants"], manifest.grants, strict=True):
        problems = [
            *_references(grant, manifest, names),
            *_owner(grant, manifest, names, day),
            *_dates(grant, day),
            *_session(grant, manifest),
        ]
        found += [f"{place} {grant.id!r}: {problem}" for problem in problems]
    return found + list(_same(manifest, places["grants"], day))


def _twice(manifest: Manifest, places: Mapping[str, Sequence[str]]) -> Iterator[str]:
    sections: dict[str, list[tuple[str, ...]]] = {
        "accounts": [(account.id, account.name) for account in manifest.accounts],
        "people": [(person.id,) for person in manifest.people],
        "groups": [(group.name,) for group in manifest.groups],
        "permission-sets": [(each.name,) for each in manifest.permission_sets],
        "grants": [(grant.id,) for grant in manifest.grants],
    }
    for section, entries in sections.items():
        seen: set[str] = set()
        for place, names in zip(places[section], entries, strict=True):
            for name in names:
                if name in seen:
                    yield f"{place}: {name!r} is listed twice; accepted is one entry"
            seen.update(names)


def _person(person: Person, names: Names) -> Iterator[str]:
    if person.manager == person.id or person.manager not in names.people:
        yield f"manager {person.manager!r}; accepted is another person of the manifest"
    if person.leaves is not None and person.leaves < person.started:
        yield f"leaves {person.leaves} is before started {person.started}; accepted is a later day"


def _group(group: Group, names: Names) -> Iterator[str]:
    if group.name.startswith("grant-"):
        yield (
            f"name {group.name!r}; accepted is one that does not begin with grant-, the names of"
            " groups of one person"
        )
    if group.owner not in names.people:
        yield f"owner {group.owner!r} is not a person of the manifest"
    for member in group.members:
        if member not in names.people:
            yield f"member {member!r} is not a person of the manifest"
    for member in _repeated(group.members):
        yield f"member {member!r} is listed twice; accepted is once"


def _permission_set(permission_set: PermissionSet) -> Iterator[str]:
    length = permission_set.session_seconds
    if not SHORTEST_SESSION_SECONDS <= length <= LONGEST_SESSION_SECONDS:
        yield f"session of {length} seconds; accepted are 1h to 4h"
    if not (
        permission_set.managed_policies
        or permission_set.customer_policies
        or permission_set.statements
    ):
        yield "allows nothing; accepted are managed-policies, customer-policies or statements"
    for name in permission_set.managed_policies:
        if name.rpartition("/")[2] in ADMIN_POLICIES:
            yield f"managed policy {name!r} is for sealed roles; accepted is a narrower one"


def _references(grant: Grant, manifest: Manifest, names: Names) -> Iterator[str]:
    if (grant.group is None) == (grant.person is None):
        yield "has a group and a person, or none; accepted is one of them"
    elif grant.group is not None and grant.group not in names.groups:
        yield f"group {grant.group!r} is unknown; accepted are {_listed(names.groups)}"
    elif grant.person is not None and grant.person not in names.people:
        yield f"person {grant.person!r} is not a person of the manifest"
    if grant.permission_set not in names.permission_sets:
        accepted = _listed(names.permission_sets)
        yield f"permission-set {grant.permission_set!r} is unknown; accepted are {accepted}"
    if bool(grant.accounts) == (grant.environment is not None):
        yield "has accounts and an environment, or none; accepted is one of them"
    for account in grant.accounts:
        if account not in names.accounts:
            yield f"account {account!r} is unknown; accepted are {_listed(names.accounts)}"
    if grant.environment is not None and not manifest.accounts_of(grant):
        yield f"environment {grant.environment.value!r} has no account"


def _owner(grant: Grant, manifest: Manifest, names: Names, day: datetime.date) -> Iterator[str]:
    """Report grants whose owner is unknown or has left."""
    if grant.lapsed(day):
        return
    if grant.owner not in names.people:
        yield f"owner {grant.owner!r} is not a person of the manifest; accepted is one who answers"
        return
    left = [person.leaves for person in manifest.people if person.id == grant.owner]
    if left and left[0] is not None and left[0] < day:
        yield f"owner {grant.owner!r} left on {left[0]}; accepted is a person who is still here"
    if grant.owner == grant.person:
        yield f"owner {grant.owner!r} is the person who gets it; accepted is another person"


def _dates(grant: Grant, day: datetime.date) -> Iterator[str]:
    longest = LONGEST_PERSON_DAYS if grant.person else LONGEST_GROUP_DAYS
    latest = grant.granted + datetime.timedelta(days=longest)
    if grant.granted > day:
        yield f"granted on {grant.granted}, which is in the future; accepted is a day up to {day}"
    if grant.expires <= grant.granted:
        yield (
            f"expires {grant.expires} is not after granted {grant.granted}; accepted is a later day"
        )
    elif grant.expires > latest:
        yield (
            f"expires {grant.expires}; accepted is at most {longest} days after it was granted,"
            f" {latest}"
        )
    elif grant.expires < day - datetime.timedelta(days=LAPSED_DAYS):
        yield f"expired on {grant.expires}; accepted is a new decision with its dates, or no grant"


def _session(grant: Grant, manifest: Manifest) -> Iterator[str]:
    prod = [a.name for a in manifest.accounts_of(grant) if a.environment is Profile.PROD]
    for permission_set in manifest.permission_sets:
        length = permission_set.session_seconds
        if (
            permission_set.name == grant.permission_set
            and prod
            and LONGEST_PROD_SESSION_SECONDS < length <= LONGEST_SESSION_SECONDS
        ):
            yield (
                f"permission-set {permission_set.name!r} has sessions of {length // HOUR}h, but"
                f" {', '.join(prod)} is prod; accepted is 1h there"
            )


def _same(manifest: Manifest, places: Sequence[str], day: datetime.date) -> Iterator[str]:
    """Report grants that give the same: each would keep the other alive."""
    first: dict[tuple[str, str, str], Grant] = {}
    for place, grant in zip(places, manifest.grants, strict=True):
        for account in manifest.accounts_of(grant) if not grant.lapsed(day) else ():
            earlier = first.setdefault((grant.group_name, grant.permission_set, account.id), grant)
            if earlier is not grant:
                yield (
                    f"{place} {grant.id!r}: gives the same in {account.name} as {earlier.id!r};"
                    " accepted is one grant"
                )


def _repeated(names: Iterable[str]) -> list[str]:
    return sorted(name for name, times in Counter(names).items() if times > 1)


def _listed(names: frozenset[str]) -> str:
    return ", ".join(sorted(names)) or "none"
