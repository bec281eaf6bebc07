"""Firing times of schedule expressions.

Source: Amazon EventBridge user guide, cron and rate expressions (cron has six fields).
"""

import datetime
import itertools
import re
from functools import lru_cache

DEFAULT_SCHEDULE = "cron(0 5 ? * * *)"
"""Default schedule of a rule in AWS Backup (API reference, BackupRule)."""

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\(([^()]+)\)|([^()]+)")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
_EVERY = frozenset({"*", "?", "*/1"})
_EVERY_DAY = _EVERY | {"1/1", "1-31"}
_EVERY_MONTH = _EVERY | {"1/1", "1-12", "JAN-DEC"}
_EVERY_WEEKDAY = _EVERY | {"1/1", "1-7", "SUN-SAT"}


def is_daily(expression: str) -> bool:
    """Return whether the expression fires at least once every day."""
    text = " ".join(expression.split())
    rate = _RATE.fullmatch(text)
    if rate and len(rate[1]) < 9:
        return 0 < int(rate[1]) * _MINUTES[rate[2]] <= _MINUTES["day"]
    cron = _CRON.fullmatch(text)
    fields = (cron[1] or cron[2]).upper().split() if cron else []
    if len(fields) != 6:
        return False
    _, _, day, month, weekday, year = fields
    return (
        day in _EVERY_DAY and month in _EVERY_MONTH and weekday in _EVERY_WEEKDAY and year in _EVERY
    )


MINUTE, HOUR, DAY = 60, 3600, 86400
_RARELY = 35 * DAY
"""For days such as the last of the month (``L``) or the second Monday (``2#2``)."""
_FIELD = re.compile(r"(?:(\*|\?)|(\w+)(?:-(\w+))?)(?:/(\d+))?")
_MONTHS = ("JAN", "FEB", "MAR", "APR", "MAY", "JUN", "JUL", "AUG", "SEP", "OCT", "NOV", "DEC")
_WEEKDAYS = ("SUN", "MON", "TUE", "WED", "THU", "FRI", "SAT")
_NAMES = {name: at for names in (_MONTHS, _WEEKDAYS) for at, name in enumerate(names, 1)}
_FIRST = datetime.date(2024, 1, 1)
_DAYS_LOOKED_AT = 3 * 366


@lru_cache(maxsize=256)
def worst_gap(expression: str) -> int | None:
    """Return the longest time in seconds between two firings; None if it cannot be read."""
    text = " ".join(expression.split())
    rate = _RATE.fullmatch(text)
    if rate:
        # A service does not accept longer numbers.
        return int(rate[1]) * _MINUTES[rate[2]] * MINUTE if len(rate[1]) < 9 else None
    cron = _CRON.fullmatch(text)
    fields = (cron[1] or cron[2]).upper().split() if cron else []
    if len(fields) != 6 or fields[5] not in _EVERY:
        return None
    if any(sign in fields[2] for sign in "LW") or any(sign in fields[4] for sign in "L#"):
        return _RARELY
    try:
        minutes, hours = _values(fields[0], 0, 59), _values(fields[1], 0, 23)
        days, months = _values(fields[2], 1, 31), _values(fields[3], 1, 12)
        weekdays = _values(fields[4], 1, 7)
    except ValueError:
        return None
    times = sorted(h * HOUR + m * MINUTE for h in hours for m in minutes)
    gap = _longest_days(days, months, weekdays)
    if not times or gap is None:
        return None
    within = [later - earlier for earlier, later in itertools.pairwise(times)]
    return max([*within, gap * DAY - times[-1] + times[0]])


def _longest_days(days: set[int], months: set[int], weekdays: set[int]) -> int | None:
    firing = [
        number
        for number in range(_DAYS_LOOKED_AT)
        if (day := _FIRST + datetime.timedelta(number)).day in days
        and day.month in months
        and day.isoweekday() % 7 + 1 in weekdays
    ]
    gaps = [later - earlier for earlier, later in itertools.pairwise(firing)]
    return max(gaps) if gaps else None


def _values(field: str, least: int, most: int) -> set[int]:
    found: set[int] = set()
    for part in field.split(","):
        match = _FIELD.fullmatch(part)
        if match is None:
            raise ValueError(part)
        start = least if match[1] else _number(match[2])
        end = most if match[1] or (match[4] and not match[3]) else _number(match[3] or match[2])
        step = int(match[4] or 1)
        if not (least <= start <= end <= most and step > 0):
            raise ValueError(part)
        found.update(range(start, end + 1, step))
    return found


def _number(text: str) -> int:
    return _NAMES[text] if text in _NAMES else int(text) if text.isdecimal() else -1
