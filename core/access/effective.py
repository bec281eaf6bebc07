"""The access that a manifest gives on a day, without leavers and expired grants."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass

from soc2_baseline.core.access.manifest import Account, Grant, Manifest, PermissionSet, Person

SOON_DAYS = 14


@dataclass(frozen=True, slots=True)
class Assignment:
    """A permission set for a group in one account, and the grant behind it."""

    grant: Grant
    permission_set: str
    account: Account

    @property
    def group(self) -> str:
        """Return the name of the group that gets it."""
        return self.grant.group_name

    @property
    def key(self) -> str:
        """Return a stable name: permission set, group, account."""
        return f"{self.permission_set}-{self.group}-{self.account.id}"


@dataclass(frozen=True)
class Effective:
    """The access that is in force on a day.

    Attributes:
        people: those who work here.
        groups: names of all groups, those of single people included, to their members.
        permission_sets: those that a grant uses; others would be access that nobody asked for.
        assignments: in the order of the manifest.
        dropped: sentences about what stands in the manifest and gives nothing.
        ending: sentences about what ends within two weeks, or waits for somebody who has left.
    """

    day: datetime.date
    people: tuple[Person, ...]
    groups: Mapping[str, tuple[str, ...]]
    purposes: Mapping[str, str]
    permission_sets: tuple[PermissionSet, ...]
    assignments: tuple[Assignment, ...]
    dropped: tuple[str, ...]
    ending: tuple[str, ...]

    def review_by(self, permission_set: str) -> datetime.date:
        """Return the day of the next review: the day after the first of its grants ends."""
        ends = [a.grant.expires for a in self.assignments if a.permission_set == permission_set]
        return min(ends) + datetime.timedelta(days=1)


def effective(manifest: Manifest, day: datetime.date) -> Effective:
    """Return the access that a manifest gives on a day."""
    working = tuple(person for person in manifest.people if person.works(day))
    ids = {person.id for person in working}
    grants = [
        grant
        for grant in manifest.grants
        if not grant.lapsed(day) and (grant.person is None or grant.person in ids)
    ]
    groups = {
        group.name: tuple(member for member in group.members if member in ids)
        for group in manifest.groups
    }
    groups |= {grant.group_name: (grant.person,) for grant in grants if grant.person}
    purposes = {group.name: group.purpose for group in manifest.groups}
    purposes |= {grant.group_name: grant.reason for grant in grants if grant.person}
    used = {grant.permission_set for grant in grants}
    return Effective(
        day=day,
        people=working,
        groups=groups,
        purposes=purposes,
        permission_sets=tuple(each for each in manifest.permission_sets if each.name in used),
        assignments=tuple(
            Assignment(grant, grant.permission_set, account)
            for grant in grants
            for account in manifest.accounts_of(grant)
        ),
        dropped=(*_dropped(manifest, day), *_unused(manifest, used)),
        ending=tuple(_ending(manifest, day)),
    )


def _dropped(manifest: Manifest, day: datetime.date) -> list[str]:
    grants = [
        f"grant {grant.id} expired on {grant.expires}: it gives nothing, take it out"
        for grant in manifest.grants
        if grant.lapsed(day)
    ]
    people = {person.id: person for person in manifest.people}
    absent = {i: p for i, p in people.items() if not p.works(day)}

    def why(person: Person) -> str:
        return f"left on {person.leaves}" if person.left(day) else f"starts on {person.started}"

    members = [
        f"{member} {why(absent[member])}: no member of {group.name}"
        for group in manifest.groups
        for member in group.members
        if member in absent
    ]
    single = [
        f"{grant.person} {why(absent[grant.person])}: grant {grant.id} gives nothing"
        for grant in manifest.grants
        if grant.person in absent and not grant.lapsed(day)
    ]
    return grants + members + single


def _unused(manifest: Manifest, used: set[str]) -> list[str]:
    return [
        f"permission set {each.name} has no grant: it is not provisioned"
        for each in manifest.permission_sets
        if each.name not in used
    ]


def _ending(manifest: Manifest, day: datetime.date) -> list[str]:
    soon = day + datetime.timedelta(days=SOON_DAYS)
    grants = [
        f"grant {grant.id} of {grant.owner} ends on {grant.expires}"
        for grant in manifest.grants
        if day <= grant.expires <= soon
    ]
    leaving = {p.id: p.leaves for p in manifest.people if p.leaves and day <= p.leaves <= soon}
    people = [f"{person} leaves on {last}" for person, last in leaving.items()]
    orphaned = [
        f"{kind} {name} loses its owner {owner} on {leaving[owner]}"
        for kind, name, owner in (
            *(("group", group.name, group.owner) for group in manifest.groups),
            *(("grant", g.id, g.owner) for g in manifest.grants if not g.lapsed(day)),
        )
        if owner in leaving
    ]
    left = {person.id: person.leaves for person in manifest.people if person.left(day)}
    answering = (
        *((f"group {group.name} has the owner", group.owner) for group in manifest.groups),
        *((f"{p.id} has the manager", p.manager) for p in manifest.people if p.works(day)),
    )
    gone = [f"{what} {who}, who left on {left[who]}" for what, who in answering if who in left]
    return grants + people + orphaned + gone
