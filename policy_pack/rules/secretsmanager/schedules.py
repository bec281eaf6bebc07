"""Longest time between two rotations of a schedule expression.

Source: AWS Secrets Manager user guide, rotation schedules: ``rate`` in hours or days, ``cron``
with six fields whose year is ``*``.
"""

import re

LONGEST_MONTH = 31
_WEEK = 7
_RATE = re.compile(r"rate\((\d{1,6}) (hour|day)s?\)")
_CRON = re.compile(r"cron\(([^()]{1,200})\)")
_MONTHS = ["JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC"]


def longest_gap(expression: str) -> int | None:
    """Return the most days between two rotations; None if the expression cannot be read."""
    text = " ".join(expression.split())
    if rate := _RATE.fullmatch(text):
        amount = int(rate[1])
        return amount if rate[2] == "day" else -(-amount // 24)
    cron = _CRON.fullmatch(text)
    fields = cron[1].upper().split() if cron else []
    if len(fields) != 6 or fields[5] != "*":
        return None
    months = _months(fields[3])
    if not months:
        return None
    following = [*months[1:], months[0]]
    gaps = [(later - month) % 12 or 12 for month, later in zip(months, following, strict=True)]
    if max(gaps) > 1:
        return max(gaps) * LONGEST_MONTH
    single = fields[2] not in ("*", "?") or "#" in fields[4] or "L" in fields[4]
    return LONGEST_MONTH if single else _WEEK


def _months(field: str) -> list[int]:
    """Return the months of a cron field, in order; none if it cannot be read."""
    found: set[int] = set()
    for part in field.split(","):
        span, _, step = part.partition("/")
        low, _, high = span.partition("-")
        if span in ("*", "?"):
            first, last = 1, 12
        else:
            first = _month(low)
            last = _month(high) if high else 12 if step else first
        every = int(step) if step.isascii() and step.isdigit() and int(step) else 0 if step else 1
        if not (1 <= first <= last <= 12 and every):
            return []
        found |= set(range(first, last + 1, every))
    return sorted(found)


def _month(text: str) -> int:
    if text in _MONTHS:
        return _MONTHS.index(text) + 1
    return int(text) if text.isascii() and text.isdigit() else 0
