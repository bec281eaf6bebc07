"""Notification of people about findings.

The rule does not require a response plan of AWS Systems Manager Incident Manager: AWS takes no new
customers for it, and with another on-call tool there is none.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    sure,
    unplaced,
)
from soc2_baseline.policy_pack.rules.backup.selections import all_of, any_of
from soc2_baseline.policy_pack.rules.detection.account import STACK, is_one, unless
from soc2_baseline.policy_pack.rules.incident.events import routes

CONTACT, RULE, TARGET = (
    "account.AlternativeContact",
    "cloudwatch.EventRule",
    "cloudwatch.EventTarget",
)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    contacts = [
        is_one(contact, "alternateContactType", ("SECURITY",)) for contact in graph.of(CONTACT)
    ]
    sentence = "the account has no security contact"
    yield from unless(contacts, "contact", sentence, CONTACT, graph, context)
    hub = _routed(graph, "aws.securityhub")
    sentence = "no EventBridge rule with a target routes findings of Security Hub"
    yield from unless([hub], "security-hub", sentence, RULE, graph, context)
    # Security Hub ingests findings of GuardDuty.
    guard = any_of((hub, _routed(graph, "aws.guardduty")))
    sentence = "no EventBridge rule with a target routes findings of GuardDuty"
    yield from unless([guard], "guardduty", sentence, RULE, graph, context)


def _routed(graph: StackGraph, source: str) -> bool | None:
    return any_of(
        all_of((sure(routes, rule, source), _has_target(graph, rule))) for rule in graph.of(RULE)
    )


def _has_target(graph: StackGraph, rule: Resource) -> bool | None:
    if graph.satellites(rule, "rule", TARGET):
        return True
    return None if unplaced(graph, "rule", TARGET) else False


RULES = (
    StackRule(
        id="incident-readiness",
        types=(STACK,),
        criteria=("CC7.3", "CC7.4"),
        severity=Severity.HIGH,
        summary="The account has a security contact, and findings are routed to a target.",
        fix='Add account.AlternativeContact(alternate_contact_type="SECURITY", ...), and an '
        'EventRule for source "aws.securityhub" with an EventTarget.',
        keys={
            "contact": "alternate_contact_type",
            "security-hub": "event_pattern",
            "guardduty": "event_pattern",
        },
        reference="AWS Security Hub user guide: EventBridge integration; Amazon GuardDuty user "
        "guide: processing findings; Security Hub Account.1",
        why="Otherwise AWS cannot contact anybody about an abused account, and findings wait in a "
        "console until somebody looks.",
        needs="owns_account",
        judge=_judge,
    ),
)
