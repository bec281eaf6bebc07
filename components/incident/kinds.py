"""The kinds of incidents: their events, severities and messages.

Sources: Amazon EventBridge events reference (the services below; AWS Health; IAM Access Analyzer;
AWS Backup), Amazon GuardDuty user guide (severity levels), AWS Security Hub user guide (EventBridge
formats), AWS sign-in user guide (root signs in through us-east-1), AWS CloudTrail user guide
(user identity).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from soc2_baseline.components.incident.severity import Severity
from soc2_baseline.core.incident.names import DRILL, SOURCE

Pattern = dict[str, Any]
"""An EventBridge event pattern."""

API_CALL = "AWS API Call via CloudTrail"
SIGN_IN = "AWS Console Sign In via CloudTrail"
CRITICAL, HIGH, MEDIUM, LOW = Severity


@dataclass(frozen=True)
class Kind:
    """One kind of incident.

    Attributes:
        id: its name, and its runbook's.
        title: what it is called in a message.
        summary: what a message says, with variables as ``<name>``.
        paths: where the variables are in an event.
        patterns: the events that are one, by severity.
    """

    id: str
    title: str
    summary: str
    paths: Mapping[str, str]
    patterns: Mapping[Severity, Pattern]


_GUARDDUTY_RANGES: dict[Severity, list[Any]] = {
    CRITICAL: [">=", 9],
    HIGH: [">=", 7, "<", 9],
    MEDIUM: [">=", 4, "<", 7],
    LOW: ["<", 4],
}
_ROUTED_DIRECTLY = ["GuardDuty", "Inspector", "IAM Access Analyzer"]
"""Products whose findings reach Security Hub too; people are notified once."""


def _guardduty() -> Kind:
    return Kind(
        id="guardduty",
        title="Amazon GuardDuty",
        summary="<title> (<type>)",
        paths={"title": "$.detail.title", "type": "$.detail.type"},
        patterns={
            severity: {
                # A drill takes the way of a GuardDuty finding, whose shape it has.
                "source": ["aws.guardduty", SOURCE],
                "detail-type": ["GuardDuty Finding", DRILL],
                "detail": {"severity": [{"numeric": limits}]},
            }
            for severity, limits in _GUARDDUTY_RANGES.items()
        },
    )


def _securityhub() -> Kind:
    def pattern(severity: Severity) -> Pattern:
        findings = {
            "Severity": {"Label": [severity.value.upper()]},
            "Workflow": {"Status": ["NEW"]},
            "RecordState": ["ACTIVE"],
            "ProductName": [{"anything-but": _ROUTED_DIRECTLY}],
        }
        return {
            "source": ["aws.securityhub"],
            "detail-type": ["Security Hub Findings - Imported"],
            "detail": {"findings": findings},
        }

    paths = {
        "title": "$.detail.findings[0].Title",
        "resource": "$.detail.findings[0].Resources[0].Id",
    }
    patterns = {severity: pattern(severity) for severity in Severity}
    return Kind("securityhub", "AWS Security Hub", "<title>: <resource>", paths, patterns)


def _inspector() -> Kind:
    patterns = {
        severity: {
            "source": ["aws.inspector2"],
            "detail-type": ["Inspector2 Finding"],
            "detail": {"severity": [severity.value.upper()], "status": ["ACTIVE"]},
        }
        for severity in Severity
    }
    paths = {"title": "$.detail.title", "resource": "$.detail.resources[0].id"}
    return Kind("inspector", "Amazon Inspector", "<title>: <resource>", paths, patterns)


def _access_analyzer() -> Kind:
    def pattern(detail_types: Sequence[str], **detail: Any) -> Pattern:
        return {
            "source": ["aws.access-analyzer"],
            "detail-type": list(detail_types),
            "detail": {"status": ["ACTIVE"], **detail},
        }

    outside = ["Access Analyzer Finding"]
    patterns = {
        CRITICAL: pattern(outside, isPublic=[True]),
        HIGH: pattern(outside, isPublic=[False]),
        LOW: pattern(["Unused Access Finding for IAM entities"]),
    }
    paths = {"resource": "$.detail.resource", "type": "$.detail.resourceType"}
    summary = "access from outside, or access that nobody uses: <type> <resource>"
    return Kind("access-analyzer", "IAM Access Analyzer", summary, paths, patterns)


def _health() -> Kind:
    def category(name: str) -> Pattern:
        other = {"service": [{"anything-but": ["RISK"]}], "eventTypeCategory": [name]}
        return {"source": ["aws.health"], "detail-type": ["AWS Health Event"], "detail": other}

    abuse = {
        "source": ["aws.health"],
        "$or": [
            {"detail-type": ["AWS Health Abuse Event"]},
            {"detail": {"service": ["RISK"]}},
        ],
    }
    patterns = {
        CRITICAL: abuse,
        HIGH: category("issue"),
        MEDIUM: category("scheduledChange"),
        LOW: category("accountNotification"),
    }
    paths = {"code": "$.detail.eventTypeCode", "service": "$.detail.service"}
    return Kind("health", "AWS Health", "<code> of <service>", paths, patterns)


def _backup() -> Kind:
    failed = {
        "source": ["aws.backup"],
        "detail-type": [
            "Backup Job State Change",
            "Copy Job State Change",
            "Restore Job State Change",
        ],
        "detail": {
            "$or": [
                {"state": ["FAILED", "ABORTED", "EXPIRED", "PARTIAL"]},
                {"status": ["FAILED", "ABORTED"]},
            ]
        },
    }
    changed = {
        "source": ["aws.backup"],
        "detail-type": ["Backup Vault State Change"],
        "detail": {"state": ["MODIFIED", "DELETED"]},
    }
    paths = {"event": "$.detail-type", "resource": "$.resources[0]"}
    summary = "<event>: <resource>"
    return Kind("backup", "AWS Backup", summary, paths, {HIGH: failed, MEDIUM: changed})


def _config() -> Kind:
    broken = {
        "source": ["aws.config"],
        "detail-type": ["Config Rules Compliance Change"],
        "detail": {
            "messageType": ["ComplianceChangeNotification"],
            "newEvaluationResult": {"complianceType": ["NON_COMPLIANT"]},
        },
    }
    paths = {"rule": "$.detail.configRuleName", "resource": "$.detail.resourceId"}
    return Kind("config", "AWS Config", "<resource> breaks <rule>", paths, {MEDIUM: broken})


def _kms() -> Kind:
    def calls(*names: str) -> Pattern:
        detail = {"eventSource": ["kms.amazonaws.com"], "eventName": list(names)}
        return {"source": ["aws.kms"], "detail-type": [API_CALL], "detail": detail}

    patterns = {
        CRITICAL: calls("ScheduleKeyDeletion", "DeleteImportedKeyMaterial"),
        HIGH: calls("DisableKey"),
    }
    paths = {
        "call": "$.detail.eventName",
        "key": "$.detail.requestParameters.keyId",
        "who": "$.detail.userIdentity.arn",
    }
    return Kind("kms", "AWS KMS", "<call> on key <key> by <who>", paths, patterns)


def _root() -> Kind:
    used = {
        "detail-type": [SIGN_IN, API_CALL],
        # A service that acts for the account is known by what invoked it.
        "detail": {"userIdentity": {"type": ["Root"], "invokedBy": [{"exists": False}]}},
    }
    paths = {"call": "$.detail.eventName", "address": "$.detail.sourceIPAddress"}
    return Kind("root", "Root user", "<call> by root from <address>", paths, {CRITICAL: used})


def _break_glass(roles: Sequence[str]) -> Kind:
    detail = {
        "eventSource": ["sts.amazonaws.com"],
        "eventName": ["AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity"],
        "requestParameters": {"roleArn": [{"suffix": f"/{role}"} for role in roles]},
    }
    used = {"source": ["aws.sts"], "detail-type": [API_CALL], "detail": detail}
    paths = {
        "role": "$.detail.requestParameters.roleArn",
        "address": "$.detail.sourceIPAddress",
    }
    summary = "<role> was taken from <address>"
    return Kind("break-glass", "Break-glass role", summary, paths, {CRITICAL: used})


def kinds(break_glass_roles: Sequence[str]) -> tuple[Kind, ...]:
    """Return all kinds; break-glass where there are such roles."""
    found = [_guardduty(), _securityhub(), _inspector(), _access_analyzer(), _health()]
    found += [_backup(), _config(), _kms(), _root()]
    if break_glass_roles:
        found.append(_break_glass(break_glass_roles))
    return tuple(found)
