"""Comparison of two manifests: joiners, movers, leavers, and changed grants."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from soc2_baseline.core.access.effective import Effective, effective
from soc2_baseline.core.access.manifest import Grant, Manifest

SCHEMA = "baseline/access-diff/v1"


class Kind(StrEnum):
    """The kind of change to a person's access."""

    JOINER = "joiner"
    MOVER = "mover"
    LEAVER = "leaver"


@dataclass(frozen=True)
class PersonChange:
    """One person whose access changes, with what is gained and lost."""

    person: str
    kind: Kind
    gained: tuple[str, ...] = ()
    lost: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True)
class Diff:
    """Everything that changes between two manifests on a day.

    Attributes:
        people: by kind and id.
        others: sentences about grants, groups, permission sets and accounts.
        refused: sentences about new grants that count no more on the day they are added.
    """

    day: datetime.date
    people: tuple[PersonChange, ...]
    others: tuple[str, ...]
    refused: tuple[str, ...]

    def as_json(self) -> dict[str, Any]:
        """Return the document ``baseline/access-diff/v1`` (docs/access.md)."""
        return {
            "schema": SCHEMA,
            "day": self.day.isoformat(),
            "people": [
                {
                    "person": change.person,
                    "kind": change.kind.value,
                    "gained": list(change.gained),
                    "lost": list(change.lost),
                    "note": change.note,
                }
                for change in self.people
            ],
            "others": list(self.others),
            "refused": list(self.refused),
        }


def compare(old: Manifest, new: Manifest, day: datetime.date) -> Diff:
    """Compare two manifests on a given day: joiners, movers, leavers, changed grants."""
    before, after = effective(old, day), effective(new, day)
    return Diff(
        day=day,
        people=tuple(_people(old, new, before, after)),
        others=(*_grants(old, new), *_parts(old, new)),
        refused=tuple(_refused(old, new, day)),
    )


def access_of(counting: Effective) -> dict[str, frozenset[str]]:
    """Return the access of each person: a sentence for each permission set in an account."""
    found: dict[str, set[str]] = {person.id: set() for person in counting.people}
    for assignment in counting.assignments:
        text = (
            f"{assignment.permission_set} in {assignment.account.name}"
            f" ({assignment.account.environment}) by {assignment.group}"
        )
        for member in counting.groups.get(assignment.group, ()):
            found.setdefault(member, set()).add(text)
    return {person: frozenset(texts) for person, texts in found.items()}


def _people(
    old: Manifest, new: Manifest, before: Effective, after: Effective
) -> Iterator[PersonChange]:
    had, has = access_of(before), access_of(after)
    earlier = {person.id: person for person in old.people}
    later = {person.id: person for person in new.people}
    changes = []
    for person in sorted(had.keys() | has.keys()):
        gained = tuple(sorted(has.get(person, frozenset()) - had.get(person, frozenset())))
        lost = tuple(sorted(had.get(person, frozenset()) - has.get(person, frozenset())))
        if person not in had:
            changes.append(PersonChange(person, Kind.JOINER, gained))
        elif person not in has:
            changes.append(PersonChange(person, Kind.LEAVER, (), lost, "has left"))
        else:
            last = later[person].leaves
            leaving = last is not None and last != earlier[person].leaves
            note = f"leaves on {last}" if leaving else ""
            manager = later[person].manager
            if manager != earlier[person].manager:
                note = "; ".join(filter(None, (note, f"manager is now {manager}")))
            if gained or lost or note:
                kind = Kind.LEAVER if leaving else Kind.MOVER
                changes.append(PersonChange(person, kind, gained, lost, note))
    order = list(Kind)
    yield from sorted(changes, key=lambda change: (order.index(change.kind), change.person))


def _grants(old: Manifest, new: Manifest) -> Iterator[str]:
    earlier = {grant.id: grant for grant in old.grants}
    later = {grant.id: grant for grant in new.grants}
    for name in sorted(earlier.keys() | later.keys()):
        if name not in earlier:
            yield f"grant {name} is new: {_about(later[name])}"
        elif name not in later:
            yield f"grant {name} is gone: {_about(earlier[name])}"
        elif earlier[name] != later[name]:
            yield f"grant {name} changes: {_about(earlier[name])} -> {_about(later[name])}"


def _about(grant: Grant) -> str:
    where = ", ".join(grant.accounts) or f"all of {grant.environment}"
    return (
        f"{grant.permission_set} for {grant.group or grant.person} in {where},"
        f" owner {grant.owner}, {grant.granted} to {grant.expires}"
    )


def _parts(old: Manifest, new: Manifest) -> Iterator[str]:
    for kind, before, after in (
        ("group", {g.name: g for g in old.groups}, {g.name: g for g in new.groups}),
        (
            "permission set",
            {p.name: p for p in old.permission_sets},
            {p.name: p for p in new.permission_sets},
        ),
        ("account", {a.name: a for a in old.accounts}, {a.name: a for a in new.accounts}),
    ):
        for name in sorted(before.keys() | after.keys()):
            if name not in before:
                yield f"{kind} {name} is new"
            elif name not in after:
                yield f"{kind} {name} is gone"
            elif before[name] != after[name]:
                fields = [
                    field
                    for field in before[name].__slots__
                    if getattr(before[name], field) != getattr(after[name], field)
                ]
                yield f"{kind} {name} changes: {', '.join(fields).replace('_', '-')}"


def _refused(old: Manifest, new: Manifest, day: datetime.date) -> Iterator[str]:
    known = {grant.id for grant in old.grants}
    for grant in new.grants:
        if grant.id not in known and grant.lapsed(day):
            yield f"grant {grant.id} is new and expired on {grant.expires}"
