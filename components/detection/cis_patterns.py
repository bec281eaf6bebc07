"""Filter patterns for the alarms of the CIS benchmark, from ``core/knowledge/cis_alarms.toml``.

That table says which events a filter has to match; the rule ``cis-alarm-set`` judges by it. Where
it names calls the pattern is made of them; the others are below. Source: AWS Security Hub user
guide, CloudWatch.1, CloudWatch.2, CloudWatch.3 and CloudWatch.6.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from soc2_baseline.core.knowledge.tables import table

_PATTERNS = {
    "root-usage": (
        '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS)'
        ' && ($.eventType != "AwsServiceEvent") }'
    ),
    # Not the probes that AWS's own log delivery and SDKs make all day.
    "unauthorized-calls": (
        '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*"))'
        ' && ($.sourceIPAddress != "delivery.logs.amazonaws.com")'
        ' && ($.eventName != "HeadBucket") }'
    ),
    # Of IAM users only: sessions of Identity Center and other federation carry no MFA of AWS's.
    "sign-in-without-mfa": (
        '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
        ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }'
    ),
    "sign-in-failures": (
        '{ ($.eventName = "ConsoleLogin") && ($.errorMessage = "Failed authentication") }'
    ),
}


@dataclass(frozen=True)
class CisAlarm:
    """One kind of event that somebody must be notified of."""

    key: str
    title: str
    control: str
    pattern: str


def cis_alarms() -> list[CisAlarm]:
    """Return all alarms of the table."""
    return [
        CisAlarm(key, alarm["title"], alarm["control"], _pattern(key, alarm))
        for key, alarm in table("cis_alarms").facts["alarms"].items()
    ]


def _pattern(key: str, alarm: Mapping[str, Any]) -> str:
    if "names" not in alarm:
        return _PATTERNS[key]
    calls = " || ".join(f"($.eventName = {name})" for name in alarm["names"])
    return f"{{ ($.eventSource = {alarm['source']}) && ({calls}) }}"
