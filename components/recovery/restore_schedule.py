"""The cadence of restore tests, and the age of the backups that they take (A1.3)."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

from soc2_baseline.components.environment import Environment
from soc2_baseline.core.vocabulary import Profile

LONGEST_WINDOW_DAYS = 365
LONGEST_VALIDATION_HOURS = 168
_USUAL_WINDOW_DAYS = 7
_USUAL_VALIDATION_HOURS = 24


class RestoreCadence(StrEnum):
    """The cadences of restore tests."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


_SCHEDULES = {
    RestoreCadence.WEEKLY: "cron(0 5 ? * SUN *)",
    RestoreCadence.MONTHLY: "cron(0 5 1 * ? *)",
    RestoreCadence.QUARTERLY: "cron(0 5 1 1,4,7,10 ? *)",
}
"""In UTC, after the daily backup has begun."""
_OFTEN = (RestoreCadence.WEEKLY, RestoreCadence.MONTHLY)
_ACCEPTED: Mapping[Profile, tuple[RestoreCadence, ...]] = {
    Profile.SANDBOX: tuple(RestoreCadence),
    Profile.DEV: tuple(RestoreCadence),
    Profile.STAGE: _OFTEN,
    Profile.PROD: _OFTEN,
}
"""Backups that are kept 35 days or more are tried before they expire."""


class RestoreTestArgs(TypedDict):
    """Arguments of the restore tests."""

    cadence: NotRequired[RestoreCadence]
    """The frequency; ``monthly`` by default, and at least that in stage and prod."""
    window_days: NotRequired[int]
    """The highest age of a backup that is restored; 7 days by default, at most its retention."""
    validation_hours: NotRequired[int]
    """Hours in which restored data stays for validation, 1 to 168; 24 by default."""


@dataclass(frozen=True, slots=True)
class RestoreTest:
    """The checked arguments of the restore tests."""

    schedule: str
    window_days: int
    validation_hours: int


def restore_test_problems(
    place: str, environment: Environment, args: RestoreTestArgs, keep_days: int
) -> list[str]:
    """Report a cadence that the profile does not accept, and windows outside of their bounds."""
    accepted = _ACCEPTED[environment.profile]
    cadence = args.get("cadence", RestoreCadence.MONTHLY)
    problems = []
    if cadence not in accepted:
        problems.append(
            f"{place}: restore_test.cadence {str(cadence)!r}; accepted in {environment.profile}"
            f" are {', '.join(accepted)}"
        )
    for name, value, most in (
        ("window_days", _window_days(args), min(keep_days, LONGEST_WINDOW_DAYS)),
        ("validation_hours", _validation_hours(args), LONGEST_VALIDATION_HOURS),
    ):
        if not 1 <= value <= most:
            problems.append(f"{place}: restore_test.{name} {value!r}; accepted are 1 to {most}")
    return problems


def restore_test(args: RestoreTestArgs) -> RestoreTest:
    """Return the restore tests that follow from arguments without problems."""
    cadence = args.get("cadence", RestoreCadence.MONTHLY)
    return RestoreTest(_SCHEDULES[cadence], _window_days(args), _validation_hours(args))


def _window_days(args: RestoreTestArgs) -> int:
    return args.get("window_days", _USUAL_WINDOW_DAYS)


def _validation_hours(args: RestoreTestArgs) -> int:
    return args.get("validation_hours", _USUAL_VALIDATION_HOURS)
