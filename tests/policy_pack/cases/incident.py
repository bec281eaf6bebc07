"""Cases of the rules about being told of incidents."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

QUEUE = made("sqs.Queue")
STACK = made("pulumi:pulumi:Stack", "stack")
OWN: dict[str, Any] = {"owns_account": True}
CONTACT = made("account.AlternativeContact", "contact", alternateContactType="SECURITY")
HUB_FINDING = "Security Hub Findings - Imported"


def rule(logical: str, /, pattern: Any = None, **props: Any) -> Resource:
    text = json.dumps(pattern) if isinstance(pattern, dict) else pattern
    return made("cloudwatch.EventRule", logical, name=logical, eventPattern=text, **props)


def target(logical: Any) -> Resource:
    return made("cloudwatch.EventTarget", f"target-{logical}", rule=logical, arn="arn:aws:sns:x")


HUB = rule("hub", {"source": ["aws.securityhub"], "detail-type": [HUB_FINDING]})
GUARD = rule(
    "guard",
    {
        "source": ["aws.guardduty"],
        "detail-type": ["GuardDuty Finding"],
        "detail": {"severity": [{"numeric": [">=", 7]}]},
    },
)
ROUTED = (HUB, target("hub"))


def hub(pattern: Any, **props: Any) -> tuple[Resource, ...]:
    return STACK, CONTACT, rule("hub", pattern, **props), target("hub"), GUARD, target("guard")


CASES: dict[str, tuple[Case, ...]] = {
    "incident-readiness": (
        good(STACK, CONTACT, *ROUTED, GUARD, target("guard")).under(**OWN),
        good(STACK, CONTACT, *ROUTED).under("all-through-security-hub", **OWN),
        good(STACK, CONTACT, HUB, wired(target(UNKNOWN), rule=HUB)).under("by-edge", **OWN),
        good(*hub({"source": [{"prefix": "aws.sec"}]})).under("prefix", **OWN),
        good(*hub({"detail-type": [{"wildcard": "Security Hub Findings*"}]})).under(**OWN),
        good(*hub({"source": ["aws.securityhub"]}, state="ENABLED")).under(**OWN),
        good(*hub({"source": ["aws.securityhub", "aws.health"]}), rule("any", UNKNOWN)).under(
            **OWN
        ),
        bad("contact", STACK, *ROUTED).under(**OWN),
        bad(
            "contact",
            STACK,
            *ROUTED,
            made("account.AlternativeContact", alternateContactType="BILLING"),
        ).under(**OWN),
        bad("security-hub", STACK, CONTACT, GUARD, target("guard")).under(**OWN),
        bad(("security-hub", "guardduty"), STACK, CONTACT).under(**OWN),
        bad(("security-hub", "guardduty"), STACK, CONTACT, HUB).under("no-target", **OWN),
        bad("security-hub", *hub({"source": ["aws.securityhub"]}, state="DISABLED")).under(**OWN),
        bad("security-hub", *hub({"source": ["aws.securityhub"]}, isEnabled=False)).under(**OWN),
        bad("security-hub", *hub({"source": ["aws.health"]})).under(**OWN),
        bad("security-hub", *hub({"source": ["aws.securityhub"], "detail-type": ["x"]})).under(
            "of-another-kind", **OWN
        ),
        bad("security-hub", *hub({"source": [{"anything-but": "x"}, 1]})).under(**OWN),
        bad("security-hub", *hub("{")).under("malformed", **OWN),
        bad("security-hub", *hub(None, scheduleExpression="rate(1 day)")).under(**OWN),
        bad(("contact", "security-hub", "guardduty"), STACK).under(**OWN),
        unknown("security-hub", *hub(UNKNOWN)).under(**OWN),
        unknown(
            "contact",
            STACK,
            *ROUTED,
            made("account.AlternativeContact", alternateContactType=UNKNOWN),
        ).under(**OWN),
        unknown("security-hub", STACK, CONTACT, HUB, target(UNKNOWN), GUARD, target("guard")).under(
            "target-of-some-rule", **OWN
        ),
        skips(STACK),
        skips(QUEUE),
    ),
}
