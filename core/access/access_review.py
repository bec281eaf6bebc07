"""The access review: people, their access and grants, and the state that AWS reports."""

import csv
import datetime
import html
import io
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields
from typing import Any

from soc2_baseline.core.access.effective import Effective

SCHEMA = "baseline/access-review/v1"


@dataclass(frozen=True, slots=True)
class Row:
    """One person's access to a permission set in an account, for a reviewer to keep or revoke."""

    person: str
    name: str
    manager: str
    group: str
    permission_set: str
    account: str
    account_id: str
    environment: str
    grant: str
    owner: str
    reason: str
    granted: str
    expires: str
    last_used: str = ""
    decision: str = ""


@dataclass(frozen=True, slots=True)
class RoleUse:
    """A role that people or pipelines assume, and its last use."""

    role: str
    last_used: str
    region: str = ""
    account_id: str = ""


@dataclass(frozen=True)
class Live:
    """The state that AWS reports, compared with the manifest.

    Attributes:
        last_used: permission set and account to its last use there by anybody: AWS keeps the use
            of roles, and none of single people. Known of the account that was asked.
        roles: roles of people, emergencies and pipelines, those of permission sets included.
        deviations: sentences about what AWS has and the manifest does not, and the reverse.
        unread: sentences about what could not be read.
    """

    last_used: dict[tuple[str, str], str]
    roles: tuple[RoleUse, ...] = ()
    deviations: tuple[str, ...] = ()
    unread: tuple[str, ...] = ()


@dataclass(frozen=True)
class Review:
    """Everything that a reviewer has to decide about on a day."""

    day: datetime.date
    rows: tuple[Row, ...]
    dropped: tuple[str, ...]
    ending: tuple[str, ...]
    live: Live | None = None

    def as_json(self) -> dict[str, Any]:
        """Return the document ``baseline/access-review/v1`` (docs/access.md)."""
        document: dict[str, Any] = {
            "schema": SCHEMA,
            "day": self.day.isoformat(),
            "rows": [asdict(row) for row in self.rows],
            "dropped": list(self.dropped),
            "ending": list(self.ending),
        }
        if self.live is not None:
            document["live"] = {
                "roles": [asdict(role) for role in self.live.roles],
                "deviations": list(self.live.deviations),
                "unread": list(self.live.unread),
            }
        return document


def review(counting: Effective, live: Live | None = None) -> Review:
    """Build the review; people without any access are listed, too."""
    people = {person.id: person for person in counting.people}
    last_used = live.last_used if live else {}
    rows = []
    for assignment in counting.assignments:
        grant, account = assignment.grant, assignment.account
        for member in counting.groups.get(assignment.group, ()):
            person = people[member]
            rows.append(
                Row(
                    person=member,
                    name=person.name,
                    manager=person.manager,
                    group=assignment.group,
                    permission_set=assignment.permission_set,
                    account=account.name,
                    account_id=account.id,
                    environment=account.environment.value,
                    grant=grant.id,
                    owner=grant.owner,
                    reason=grant.reason,
                    granted=grant.granted.isoformat(),
                    expires=grant.expires.isoformat(),
                    last_used=last_used.get((assignment.permission_set, account.id), ""),
                )
            )
    rows.sort(key=lambda row: (row.person, row.account, row.permission_set, row.grant))
    idle = sorted(people.keys() - {row.person for row in rows})
    notes = tuple(f"{person} works here and has no access" for person in idle)
    return Review(counting.day, tuple(rows), counting.dropped + notes, counting.ending, live)


def as_csv(found: Review) -> str:
    """Return a CSV with an empty decision in each row; formulas stay text."""
    names = [field.name for field in fields(Row)]
    sink = io.StringIO()
    writer = csv.writer(sink, lineterminator="\n")
    writer.writerow(names)
    writer.writerows([_cell(getattr(row, name)) for name in names] for row in found.rows)
    return sink.getvalue()


def _cell(text: str) -> str:
    """Escape a text that a spreadsheet would run as a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def as_html(found: Review) -> str:
    """Return an HTML page to print and sign."""
    names = [field.name for field in fields(Row)]
    parts = [
        "<!doctype html>",
        '<html lang="en"><meta charset="utf-8"><title>Access review</title>',
        "<style>body{font:14px sans-serif;margin:2em}table{border-collapse:collapse}"
        "td,th{border:1px solid #999;padding:.3em .5em;text-align:left}</style>",
        f"<h1>Access review of {found.day.isoformat()}</h1>",
        _table(
            [name.replace("_", " ") for name in names],
            ([getattr(r, n) for n in names] for r in found.rows),
        ),
        *_section("Gives nothing", found.dropped),
        *_section("Ends soon", found.ending),
    ]
    if found.live is not None:
        roles = ([role.role, role.last_used or "never", role.region] for role in found.live.roles)
        parts += ["<h2>Roles</h2>", _table(["role", "last used", "region"], roles)]
        parts += _section("Deviations", found.live.deviations)
        parts += _section("Could not be read", found.live.unread)
    parts.append("<p>Reviewed by: ____________________ on: ____________</p></html>")
    return "\n".join(parts) + "\n"


def _table(names: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    head = "".join(f"<th>{html.escape(name)}</th>" for name in names)
    body = "".join(
        "<tr>" + "".join(f"<td>{html.escape(str(cell))}</td>" for cell in row) + "</tr>"
        for row in rows
    )
    return f"<table><tr>{head}</tr>{body}</table>"


def _section(title: str, sentences: Iterable[str]) -> list[str]:
    found = [f"<li>{html.escape(sentence)}</li>" for sentence in sentences]
    return [f"<h2>{title}</h2>", "<ul>", *found, "</ul>"] if found else []
