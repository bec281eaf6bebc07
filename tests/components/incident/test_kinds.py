"""Which events are an incident, and how grave: events as the services document them."""

import json
from typing import Any

import pytest
from moto.events.models import EventPattern

from soc2_baseline.components.incident.forwarding import forwarded
from soc2_baseline.components.incident.kinds import API_CALL, SIGN_IN, kinds
from soc2_baseline.components.incident.severity import Severity
from soc2_baseline.core.incident.names import DRILL, HEARTBEAT, SOURCE

KINDS = kinds(["break-glass", "emergency"])


def event(source: str, detail_type: str, **detail: Any) -> dict[str, Any]:
    return {"source": source, "detail-type": detail_type, "detail": detail}


def takes(pattern: dict[str, Any], sent: dict[str, Any]) -> bool:
    """As an EventBridge rule would; arrays of objects are beyond moto, so they come flat here."""
    found: bool = EventPattern.load(json.dumps(pattern)).matches_event(sent)  # type: ignore[arg-type]
    return found


def graded(sent: dict[str, Any]) -> dict[str, str]:
    """Kinds that take an event, with the severity; no kind may take it twice."""
    found: dict[str, str] = {}
    for kind in KINDS:
        for severity, pattern in kind.patterns.items():
            if takes(pattern, sent):
                assert kind.id not in found
                found[kind.id] = severity.value
    return found


def call(service: str, name: str, **more: Any) -> dict[str, Any]:
    detail = {"eventSource": f"{service}.amazonaws.com", "eventName": name, **more}
    return event(f"aws.{service}", API_CALL, **detail)


def root(**more: Any) -> dict[str, Any]:
    return {"userIdentity": {"type": "Root", **more}}


def finding(label: str, status: str = "NEW", state: str = "ACTIVE", product: str = "Macie") -> Any:
    finding = {
        "Severity": {"Label": label},
        "Workflow": {"Status": status},
        "RecordState": state,
        "ProductName": product,
    }
    return event("aws.securityhub", "Security Hub Findings - Imported", findings=finding)


def taken(role: str, name: str = "AssumeRole") -> dict[str, Any]:
    arn = f"arn:aws:iam::123456789012:role/{role}"
    return call("sts", name, requestParameters={"roleArn": arn})


def backup(what: str, **detail: Any) -> dict[str, Any]:
    return event("aws.backup", what, **detail)


def health(detail_type: str = "AWS Health Event", **detail: Any) -> dict[str, Any]:
    return event("aws.health", detail_type, **detail)


@pytest.mark.parametrize(
    ("sent", "expected"),
    [
        (event("aws.guardduty", "GuardDuty Finding", severity=9.3), {"guardduty": "critical"}),
        (event("aws.guardduty", "GuardDuty Finding", severity=8.9), {"guardduty": "high"}),
        (event("aws.guardduty", "GuardDuty Finding", severity=7), {"guardduty": "high"}),
        (event("aws.guardduty", "GuardDuty Finding", severity=4), {"guardduty": "medium"}),
        (event("aws.guardduty", "GuardDuty Finding", severity=2), {"guardduty": "low"}),
        (event(SOURCE, DRILL, severity=9.5), {"guardduty": "critical"}),
        (event(SOURCE, HEARTBEAT, region="us-east-1"), {}),
        (event("aws.ec2", "GuardDuty Finding", severity=9.3), {}),
        (finding("CRITICAL"), {"securityhub": "critical"}),
        (finding("LOW"), {"securityhub": "low"}),
        (finding("INFORMATIONAL"), {}),
        (finding("HIGH", status="SUPPRESSED"), {}),
        (finding("HIGH", state="ARCHIVED"), {}),
        (finding("HIGH", product="GuardDuty"), {}),
        (
            event("aws.inspector2", "Inspector2 Finding", severity="HIGH", status="ACTIVE"),
            {"inspector": "high"},
        ),
        (event("aws.inspector2", "Inspector2 Finding", severity="HIGH", status="CLOSED"), {}),
        (
            event("aws.access-analyzer", "Access Analyzer Finding", status="ACTIVE", isPublic=True),
            {"access-analyzer": "critical"},
        ),
        (
            event(
                "aws.access-analyzer", "Access Analyzer Finding", status="ACTIVE", isPublic=False
            ),
            {"access-analyzer": "high"},
        ),
        (
            event("aws.access-analyzer", "Unused Access Finding for IAM entities", status="ACTIVE"),
            {"access-analyzer": "low"},
        ),
        (
            event("aws.access-analyzer", "Access Analyzer Finding", status="ARCHIVED"),
            {},
        ),
        (health("AWS Health Abuse Event", service="ABUSE"), {"health": "critical"}),
        (health(service="RISK", eventTypeCategory="issue"), {"health": "critical"}),
        (health(service="EC2", eventTypeCategory="issue"), {"health": "high"}),
        (health(service="RDS", eventTypeCategory="scheduledChange"), {"health": "medium"}),
        (health(service="RDS", eventTypeCategory="accountNotification"), {"health": "low"}),
        (backup("Backup Job State Change", state="FAILED"), {"backup": "high"}),
        (backup("Backup Job State Change", state="COMPLETED"), {}),
        (backup("Copy Job State Change", state="FAILED"), {"backup": "high"}),
        (backup("Restore Job State Change", status="ABORTED"), {"backup": "high"}),
        (backup("Backup Vault State Change", state="DELETED"), {"backup": "medium"}),
        (backup("Backup Vault State Change", state="CREATED"), {}),
        (
            event(
                "aws.config",
                "Config Rules Compliance Change",
                messageType="ComplianceChangeNotification",
                newEvaluationResult={"complianceType": "NON_COMPLIANT"},
            ),
            {"config": "medium"},
        ),
        (call("kms", "ScheduleKeyDeletion"), {"kms": "critical"}),
        (call("kms", "DisableKey"), {"kms": "high"}),
        (call("kms", "EnableKey"), {}),
        (event("aws.signin", SIGN_IN, eventName="ConsoleLogin", **root()), {"root": "critical"}),
        (call("iam", "CreateUser", **root()), {"root": "critical"}),
        (call("iam", "CreateUser", **root(invokedBy="AWS Internal")), {}),
        (call("iam", "CreateUser", userIdentity={"type": "AssumedRole"}), {}),
        (taken("break-glass"), {"break-glass": "critical"}),
        (taken("people/emergency", "AssumeRoleWithSAML"), {"break-glass": "critical"}),
        (taken("not-break-glass"), {}),
        (taken("operator"), {}),
    ],
)
def test_grades(sent: dict[str, Any], expected: dict[str, str]) -> None:
    assert graded(sent) == expected
    forwarding = [name for name, p in forwarded(KINDS).items() if takes(p, sent)]
    assert len(forwarding) <= 1
    if expected:
        assert forwarding


def test_heartbeats_are_forwarded() -> None:
    sent = event(SOURCE, HEARTBEAT, region="us-east-1")
    assert takes(forwarded(KINDS)["findings"], sent)


@pytest.mark.parametrize(
    "sent",
    [
        call("iam", "CreateUser", userIdentity={"type": "AssumedRole"}),
        call("kms", "Decrypt"),
        event("aws.config", "Config Rules Compliance Change", messageType="other"),
        event("aws.s3", "Object Created"),
    ],
)
def test_what_is_no_incident_stays_in_its_region(sent: dict[str, Any]) -> None:
    assert not any(takes(pattern, sent) for pattern in forwarded(KINDS).values())


def test_without_break_glass_roles_there_is_no_such_kind() -> None:
    assert "break-glass" not in [kind.id for kind in kinds([])]


def test_patterns_fit_into_a_rule() -> None:
    patterns = [p for kind in KINDS for p in kind.patterns.values()]
    patterns += forwarded(KINDS).values()
    assert max(len(json.dumps(pattern)) for pattern in patterns) <= 2048


def test_summaries_name_their_variables() -> None:
    for kind in KINDS:
        assert kind.paths
        assert all(f"<{name}>" in kind.summary for name in kind.paths)
        assert set(kind.patterns) <= set(Severity)
