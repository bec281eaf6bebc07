"""How often a schedule expression fires.

Source: Amazon EventBridge user guide, cron and rate expressions (cron has six fields).
"""

import re

_RATE = re.compile(r"rate\((\d+) (minute|hour|day)s?\)")
_CRON = re.compile(r"cron\(([^()]+)\)|([^()]+)")
_MINUTES = {"minute": 1, "hour": 60, "day": 24 * 60}
_EVERY = frozenset({"*", "?", "*/1"})
_EVERY_DAY = _EVERY | {"1/1", "1-31"}
_EVERY_MONTH = _EVERY | {"1/1", "1-12", "JAN-DEC"}
_EVERY_WEEKDAY = _EVERY | {"1/1", "1-7", "SUN-SAT"}


def is_daily(expression: str) -> bool:
    """Whether something happens at least once on every day."""
    text = " ".join(expression.split())
    rate = _RATE.fullmatch(text)
    if rate:
        return 0 < int(rate[1]) * _MINUTES[rate[2]] <= _MINUTES["day"]
    cron = _CRON.fullmatch(text)
    fields = (cron[1] or cron[2]).upper().split() if cron else []
    if len(fields) != 6:
        return False
    _, _, day, month, weekday, year = fields
    return (
        day in _EVERY_DAY and month in _EVERY_MONTH and weekday in _EVERY_WEEKDAY and year in _EVERY
    )
