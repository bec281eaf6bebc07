"""The words of the contracts, and the durations."""

from enum import StrEnum

import pytest

from soc2_baseline.core.errors import BaselineError, ConfigError, EnvironmentLacks, Unreadable
from soc2_baseline.core.vocabulary import (
    REQUIRED_TAG_KEYS,
    SHARED_TENANT,
    TAG_KEYS,
    TENANT_ID,
    DataClass,
    ExitCode,
    Exposure,
    Profile,
    Tier,
    Verdict,
    seconds,
)


@pytest.mark.parametrize(
    ("words", "values"),
    [
        (Profile, "sandbox dev stage prod"),
        (DataClass, "public internal confidential restricted personal"),
        (Tier, "pool bridge silo account"),
        (Exposure, "private public"),
        (Verdict, "violation undetermined waived not-offered error"),
    ],
)
def test_words(words: type[StrEnum], values: str) -> None:
    assert list(words) == values.split()


def test_tags() -> None:
    assert " ".join(TAG_KEYS) == (
        "tenant environment data-class exposure owner service repo commit change-id"
    )
    assert set(TAG_KEYS) - set(REQUIRED_TAG_KEYS) == {"repo", "commit", "change-id"}


@pytest.mark.parametrize(
    ("text", "expected"), [("0s", 0), ("15m", 900), ("4h", 14_400), ("35d", 3_024_000)]
)
def test_seconds(text: str, expected: int) -> None:
    assert seconds(text) == expected


@pytest.mark.parametrize("text", ["", "15", "m", "-1m", "1.5h", "1 h", "1H", "1w", "1h30m", "1h\n"])
def test_no_duration(text: str) -> None:
    with pytest.raises(ValueError, match="is not a duration; accepted is a whole number and a un"):
        seconds(text)


@pytest.mark.parametrize("name", ["abc", "a-1", "a" * 20, SHARED_TENANT])
def test_tenant_id(name: str) -> None:
    assert TENANT_ID.fullmatch(name)


@pytest.mark.parametrize("name", ["", "ab", "a" * 21, "1ab", "-ab", "ab-", "Acme", "a_b", "äbc"])
def test_no_tenant_id(name: str) -> None:
    assert not TENANT_ID.fullmatch(name)


def test_exit_codes() -> None:
    assert (ExitCode.FINE, ExitCode.FINDINGS, ExitCode.USAGE, ExitCode.UNDETERMINED) == (0, 1, 2, 3)
    codes = {error: error.exit_code for error in (ConfigError, EnvironmentLacks, Unreadable)}
    assert codes == {ConfigError: 2, EnvironmentLacks: 2, Unreadable: 3}
    assert all(issubclass(error, BaselineError) for error in codes)


def test_problems_are_told_together() -> None:
    assert ConfigError("one").problems == ("one",)
    assert str(ConfigError(["one", "two"])) == "one\ntwo"
