import datetime
from typing import Any

import pytest

from soc2_baseline.baseline.access.window import change
from soc2_baseline.core.access.window import opened, sealed
from soc2_baseline.core.errors import ConfigError

BEGIN = datetime.datetime(2026, 11, 24, 4, 0, tzinfo=datetime.UTC)
PEOPLE: dict[str, Any] = {
    "Sid": "PeopleWithMfa",
    "Effect": "Allow",
    "Action": "sts:AssumeRole",
    "Condition": {"Bool": {"aws:MultiFactorAuthPresent": "true"}},
}
SEAL = {"Sid": "Sealed", "Effect": "Deny", "Principal": "*", "Action": "sts:AssumeRole"}
SHUT = {"Version": "2012-10-17", "Statement": [PEOPLE, SEAL]}


def test_opening_replaces_the_seal_by_a_window() -> None:
    found = opened(SHUT, BEGIN, BEGIN + datetime.timedelta(hours=1))
    (people,) = found["Statement"]
    assert people["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "DateGreaterThan": {"aws:CurrentTime": "2026-11-24T04:00:00Z"},
        "DateLessThan": {"aws:CurrentTime": "2026-11-24T05:00:00Z"},
    }


def test_opening_again_moves_the_window() -> None:
    once = opened(SHUT, BEGIN, BEGIN + datetime.timedelta(hours=1))
    twice = opened(once, BEGIN, BEGIN + datetime.timedelta(hours=2))
    until = twice["Statement"][0]["Condition"]["DateLessThan"]
    assert until == {"aws:CurrentTime": "2026-11-24T06:00:00Z"}


def test_sealing_undoes_opening() -> None:
    assert sealed(opened(SHUT, BEGIN, BEGIN)) == SHUT
    assert sealed(SHUT) == SHUT


@pytest.mark.parametrize("minutes", [0, 241])
def test_a_window_is_short(minutes: int) -> None:
    with pytest.raises(ConfigError, match=f"--minutes {minutes}; accepted are 1 to 240"):
        change(None, "shared-account-break-glass", minutes, BEGIN)
