"""Access for people: tables of changes, reviews and uses, and Markdown for a pull request."""

import json
from collections.abc import Iterable, Sequence

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from soc2_baseline.core.access.access_review import Review
from soc2_baseline.core.access.break_glass_register import Review as Entry
from soc2_baseline.core.access.break_glass_register import Use
from soc2_baseline.core.access.diff import Diff, Kind
from soc2_baseline.core.access.window import stamp

_COLOURS = {Kind.JOINER: "green", Kind.MOVER: "yellow", Kind.LEAVER: "red"}


def diff_page(found: Diff) -> Group:
    """Return a page of joiners, movers and leavers, then everything else."""
    table = _table(f"Access changes on {found.day}", ("", "person", "gains", "loses", "note"))
    for change in found.people:
        table.add_row(
            Text(change.kind.value, style=_COLOURS[change.kind]),
            change.person,
            "\n".join(change.gained) or "-",
            "\n".join(change.lost) or "-",
            change.note,
        )
    lines = [Text(sentence) for sentence in found.others]
    lines += [Text(f"REFUSED {sentence}", style="red") for sentence in found.refused]
    nothing = [] if found.people or lines else [Text("Nothing changes.")]
    return Group(*([table] if found.people else []), *lines, *nothing)


def diff_markdown(found: Diff) -> str:
    """Return a change as a comment for the pull request."""
    lines = [f"### Access changes on {found.day}", ""]
    if found.people:
        lines += ["| | person | gains | loses | note |", "|---|---|---|---|---|"]
    for change in found.people:
        cells = (
            f"**{change.kind.value}**",
            f"`{change.person}`",
            "<br>".join(map(_escaped, change.gained)) or "-",
            "<br>".join(map(_escaped, change.lost)) or "-",
            _escaped(change.note),
        )
        lines.append(f"| {' | '.join(cells)} |")
    lines += ["", *(f"- {_escaped(sentence)}" for sentence in found.others)]
    lines += [f"- **refused**: {_escaped(sentence)}" for sentence in found.refused]
    if not (found.people or found.others or found.refused):
        lines.append("Nothing changes.")
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;")


def review_page(found: Review) -> Group:
    """Return a table of people, grants and end dates, then what needs a review."""
    table = _table(
        f"Access on {found.day}",
        ("person", "permission set", "account", "group", "grant", "owner", "expires"),
    )
    for row in found.rows:
        where = f"{row.account} ({row.environment})"
        table.add_row(
            row.person, row.permission_set, where, row.group, row.grant, row.owner, row.expires
        )
    lines = [*_lines("DROPPED", found.dropped), *_lines("SOON", found.ending)]
    if found.live is None:
        return Group(table, *lines)
    roles = _table("Roles", ("role", "last used", "region"))
    for role in found.live.roles:
        roles.add_row(role.role, role.last_used or "never", role.region)
    lines += _lines("DEVIATION", found.live.deviations)
    lines += _lines("UNREAD", found.live.unread)
    return Group(table, roles, *lines)


def gate_page(
    uses: Sequence[Use], blocking: Sequence[tuple[Use, str]], still_open: Sequence[Entry]
) -> Group:
    """Return the uses that block the deployment, and entries for the register."""
    lines = [
        Text(
            f"BLOCKED {use.what} of {use.role} by {use.user} at {stamp(use.at)} in {use.region}"
            f" (event {use.event}) {problem}",
            style="red",
        )
        for use, problem in blocking
    ]
    lines += [
        Text(f"BLOCKED event {entry.event} of the register has no review", style="red")
        for entry in still_open
    ]
    if not lines:
        return Group(Text(f"{len(uses)} uses of break-glass, all of them reviewed."))
    new = [use for use, problem in blocking if problem == "is not in the register"]
    if new:
        lines.append(Text(f"For the register:\n{_entries(new)}"))
    return Group(*lines)


def _entries(uses: Iterable[Use]) -> str:
    entries = [
        {"event": use.event, "role": use.role, "used-by": use.user, "used-at": stamp(use.at)}
        for use in uses
    ]
    # A text in JSON is one in YAML, too.
    return "\n".join(
        f"{'  ' if number else '- '}{key}: {json.dumps(value)}"
        for entry in entries
        for number, (key, value) in enumerate(entry.items())
    )


def _lines(word: str, sentences: Iterable[str]) -> list[Text]:
    return [Text(f"{word} {sentence}") for sentence in sentences]


def _table(title: str, headings: Iterable[str]) -> Table:
    table = Table(title=title, title_justify="left", box=box.SIMPLE, show_edge=False)
    for heading in headings:
        table.add_column(heading)
    return table
