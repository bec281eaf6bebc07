"""Subscribers: an e-mail address, an HTTPS endpoint, a channel of Slack or Microsoft Teams.

Sources: Amazon SNS developer guide, subscribing (e-mail and HTTPS endpoints); Amazon Q Developer
in chat applications, administrator guide (ids of workspaces and channels).
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from hashlib import sha256
from typing import Any, TypedDict
from urllib.parse import urlsplit

from soc2_baseline.components.incident.severity import Severity


class Channel(StrEnum):
    """The channels by which somebody is notified."""

    EMAIL = "email"
    HTTPS = "https"
    SLACK = "slack"
    TEAMS = "teams"


class SubscriberArgs(TypedDict):
    """A subscriber of incidents."""

    channel: Channel
    """The channel: ``email``, ``https``, ``slack`` or ``teams``."""
    address: str
    """An e-mail address; an ``https://`` URL, such as a paging tool's, which is kept secret;
    ``<workspace id>/<channel id>`` of Slack; ``<tenant id>/<team id>/<channel id>`` of Teams."""


CHAT = (Channel.SLACK, Channel.TEAMS)
_UUID = r"[0-9a-fA-F]{8}(?:-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}"
_ADDRESSES = {
    Channel.EMAIL: (
        re.compile(r"[^@\s,;<>\"]+@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{2,}"),
        "an e-mail address",
    ),
    Channel.HTTPS: (re.compile(r"https://\S+"), "an https:// URL without a user or a fragment"),
    Channel.SLACK: (
        re.compile(r"T[A-Z0-9]+/[CG][A-Z0-9]+"),
        "<workspace id>/<channel id> such as T07EA123LEP/C07EZ1ABC23",
    ),
    Channel.TEAMS: (
        re.compile(rf"{_UUID}/{_UUID}/19(?::|%3[aA])\S+"),
        "<tenant id>/<team id>/<channel id>, the first two UUIDs, the last beginning with 19:",
    ),
}


@dataclass(frozen=True)
class Subscriber:
    """A :class:`SubscriberArgs` that has been checked."""

    channel: Channel
    address: str

    @property
    def key(self) -> str:
        """Return a stable name without the address, which may carry a key."""
        return f"{self.channel}-{sha256(self.address.encode()).hexdigest()[:8]}"


def subscribers(given: Iterable[SubscriberArgs]) -> tuple[Subscriber, ...]:
    """Fill in the types, once :func:`list_problems` found nothing."""
    return tuple(Subscriber(Channel(one["channel"]), one["address"]) for one in given)


def by_severity(given: Mapping[str, Sequence[SubscriberArgs]]) -> dict[Severity, Any]:
    """Return the subscribers of each severity; one left out has those of the next higher one."""
    found: dict[Severity, tuple[Subscriber, ...]] = {}
    latest: Sequence[SubscriberArgs] = ()
    for severity in Severity:
        latest = given.get(severity.value) or latest
        found[severity] = subscribers(latest)
    return found


def list_problems(place: str, given: Sequence[SubscriberArgs], least: int) -> list[str]:
    """Check a list of subscribers."""
    problems = []
    for number, one in enumerate(given):
        problems += _problems(f"{place}[{number}]", one)
    different = {(one["channel"], one["address"]) for one in given}
    if len(different) < len(given):
        problems.append(f"{place} names a subscriber twice; accepted is each once")
    if len(different) < least:
        problems.append(
            f"{place} has {len(different)}; accepted are {least} or more different ones"
        )
    return problems


def _problems(place: str, given: SubscriberArgs) -> list[str]:
    channel, address = given["channel"], given["address"]
    pattern, accepted = _ADDRESSES[channel]
    whole = pattern.fullmatch(address) is not None
    if not whole or (channel is Channel.HTTPS and not _is_endpoint(address)):
        return [f"{place}.address {address!r}; accepted for {channel} is {accepted}"]
    return []


def _is_endpoint(address: str) -> bool:
    try:
        url = urlsplit(address)
        port = url.port
    except ValueError:
        return False
    return bool(url.hostname) and "@" not in url.netloc and not url.fragment and port != 0
