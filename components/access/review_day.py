"""The day by which somebody reviews a privileged role (rule access-review-current)."""

import datetime

LONGEST_DAYS = 366


def review_problems(place: str, text: str, today: datetime.date | None = None) -> list[str]:
    """Check a day of review: a date, at most a year ahead."""
    latest = (today or datetime.datetime.now(datetime.UTC).date()) + datetime.timedelta(
        days=LONGEST_DAYS
    )
    accepted = f"accepted is a date as 2027-01-31, at most a year ahead ({latest})"
    try:
        day = datetime.date.fromisoformat(text)
    except ValueError:
        return [f"{place}: review_by {text!r}; {accepted}"]
    return [f"{place}: review_by {text!r}; {accepted}"] if day > latest else []
