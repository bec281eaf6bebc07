from typing import Any

import pytest

from soc2_baseline.components.incident.plan import resolve
from soc2_baseline.components.incident.severity import Severity
from soc2_baseline.core.errors import ConfigError
from tests.components.incident.arguments import ARGS, MANAGER, ON_CALL, PAGER

UUID = "11111111-2222-3333-4444-555555555555"


def problems(**changed: Any) -> list[str]:
    with pytest.raises(ConfigError) as wrong:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    return [problem.removeprefix("IncidentRouting: ") for problem in wrong.value.problems]


def one(channel: str, address: str) -> Any:
    return {"channel": channel, "address": address}


def test_defaults() -> None:
    plan = resolve(ARGS)
    assert plan.waits == {Severity.CRITICAL: 900, Severity.HIGH: 3600}
    assert plan.archive_days == 400
    assert plan.notification_hours == 72
    assert plan.watchers == plan.managers
    assert plan.regions == ("eu-central-1", "us-east-1")
    assert plan.break_glass_roles == ()


def test_a_severity_without_subscribers_has_those_of_the_next_graver_one() -> None:
    plan = resolve({**ARGS, "subscribers": {"critical": [ON_CALL, PAGER], "medium": [MANAGER]}})
    told = {severity: [s.address for s in people] for severity, people in plan.subscribers.items()}
    assert told[Severity.HIGH] == told[Severity.CRITICAL] == [ON_CALL["address"], PAGER["address"]]
    assert told[Severity.LOW] == told[Severity.MEDIUM] == [MANAGER["address"]]


@pytest.mark.parametrize("critical", [[], [ON_CALL]])
def test_critical_incidents_need_two_subscribers(critical: Any) -> None:
    (said,) = problems(subscribers={"critical": critical})
    count = len(critical)
    assert said == f"subscribers['critical'] has {count}; accepted are 2 or more different ones"


def test_the_same_subscriber_twice_is_one() -> None:
    said = problems(subscribers={"critical": [ON_CALL, ON_CALL]})
    assert said == [
        "subscribers['critical'] names a subscriber twice; accepted is each once",
        "subscribers['critical'] has 1; accepted are 2 or more different ones",
    ]


@pytest.mark.parametrize(
    ("channel", "address"),
    [
        ("email", "security@eu.example.co"),
        ("https", "https://events.example.com/integration/0123/enqueue?x=1"),
        ("https", "https://localhost:8443/"),
        ("slack", "T07EA123LEP/C07EZ1ABC23"),
        ("teams", f"{UUID}/{UUID}/19:abc@thread.tacv2"),
    ],
)
def test_addresses_that_are_taken(channel: str, address: str) -> None:
    plan = resolve({**ARGS, "subscribers": {"critical": [ON_CALL, one(channel, address)]}})
    assert plan.subscribers[Severity.CRITICAL][1].address == address


@pytest.mark.parametrize(
    ("channel", "address", "accepted"),
    [
        ("email", "on-call", "an e-mail address"),
        ("email", "on-call@example", "an e-mail address"),
        ("email", "a@example.com,b@example.com", "an e-mail address"),
        ("email", "", "an e-mail address"),
        ("https", "http://pager.example.com/", "an https:// URL without a user or a fragment"),
        ("https", "https://", "an https:// URL without a user or a fragment"),
        ("https", "https://me@pager.example.com", "an https:// URL without a user or a fragment"),
        ("https", "https://pager.example.com:99999/", "an https:// URL without"),
        ("slack", "#incidents", "<workspace id>/<channel id> such as T07EA123LEP/C07EZ1ABC23"),
        ("teams", "19:abc@thread.tacv2", "<tenant id>/<team id>/<channel id>"),
    ],
)
def test_an_address_of_another_kind(channel: str, address: str, accepted: str) -> None:
    (said,) = problems(subscribers={"critical": [ON_CALL, PAGER, one(channel, address)]})
    assert said.startswith(f"subscribers['critical'][2].address {address!r};")
    assert f"accepted for {channel} is {accepted}" in said


def test_unknown_channel_and_missing_address() -> None:
    pigeon: Any = {"channel": "pigeon", "address": "roof"}
    assert problems(managers=[MANAGER, pigeon]) == [
        "managers[1].channel is 'pigeon'; input should be 'email', 'https', 'slack' or 'teams'"
    ]
    nobody: Any = {"channel": "email"}
    assert problems(managers=[MANAGER, nobody]) == ["managers[1].address is missing"]


def test_escalation_to_the_same_people_is_none() -> None:
    (said,) = problems(managers=[ON_CALL], watchers=[MANAGER])
    assert said == ("managers get critical incidents anyway; accepted is at least one who does not")
    (said,) = problems(watchers=[ON_CALL])
    assert said.startswith("watchers get critical incidents anyway")


def test_everything_wrong_is_told_at_once() -> None:
    said = problems(
        regions=["eu-central-1", "eu-central-1", "mars-1"],
        subscribers={"critical": [ON_CALL, PAGER], "urgent": [ON_CALL]},
        escalate_after={"critical": "25h", "high": "soon", "low": "1m"},
        break_glass_roles=["a/b"],
        archive_days=30,
        notification_hours=0,
    )
    assert said == [
        "regions: 'mars-1' is unknown; accepted are AWS regions of the partition aws,"
        " such as eu-central-1",
        "regions: 'eu-central-1' is listed 2 times; accepted is once",
        "regions lacks 'us-east-1', where root signs in; accepted are all enabled regions",
        "subscribers['urgent']; accepted are critical, high, medium, low",
        "escalate_after['critical'] '25h'; accepted are 1s to 24h",
        "escalate_after['high'] 'soon'; accepted is a whole number and a unit: s, m, h or d,"
        " such as 15m",
        "escalate_after['low']; accepted are critical, high",
        "break_glass_roles: 'a/b'; accepted is the name of a role, without a path",
        "archive_days 30; accepted are 400 to 3650",
        "notification_hours 0; accepted are 1 to 720",
    ]


def test_home_is_one_of_the_regions() -> None:
    assert problems(regions=["us-east-1"]) == [
        "regions lacks 'eu-central-1'; accepted is a list with the stack's own region"
    ]


def test_unknown_argument() -> None:
    (said,) = problems(pager="x")
    assert said.startswith("pager is unknown; accepted are archive_days, ")
