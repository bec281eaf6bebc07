"""Filter patterns for the alarms of the CIS benchmark, from ``core/knowledge/cis_alarms.toml``.

The table defines the events that a filter has to match; the rule ``cis-alarm-set`` checks against
it. If an entry names calls, its pattern is built from them; the other patterns are below. Source:
AWS Security Hub user guide, CloudWatch.1, CloudWatch.2, CloudWatch.3 and CloudWatch.6.
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
    # Excludes the constant probes of AWS's own log delivery and SDKs.
    "unauthorized-calls": (
        '{ (($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*"))'
        ' && ($.sourceIPAddress != "delivery.logs.amazonaws.com")'
        ' && ($.eventName != "HeadBucket") }'
    ),
    # IAM users only: sessions of Identity Center and other federation carry no MFA flag of AWS.
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
    """An alarm of the CIS benchmark with the filter pattern of its events."""

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
