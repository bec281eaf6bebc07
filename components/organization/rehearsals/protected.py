"""Requests about protected resources: denied to an account's administrators, not to our roles."""

from collections.abc import Iterator, Mapping
from types import MappingProxyType
from typing import Any, NamedTuple

from soc2_baseline.components.access.names import BREAK_GLASS, BREAK_GLASS_KEEPER
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.organization.rehearsals.cast import MEMBER, Cast

_TAMPERING = """
access-analyzer:DeleteAnalyzer account:DeleteAlternateContact
backup:DeleteBackupVaultLockConfiguration backup:DeleteRecoveryPoint
backup:PutBackupVaultAccessPolicy backup:UpdateRegionSettings cloudtrail:DeleteTrail
cloudtrail:PutEventSelectors cloudtrail:StopLogging cloudtrail:UpdateTrail
config:DeleteConfigurationRecorder config:PutConfigurationRecorder
config:StopConfigurationRecorder ec2:DisableEbsEncryptionByDefault
ec2:DisableSnapshotBlockPublicAccess ec2:EnableSerialConsoleAccess
ec2:ModifyInstanceMetadataDefaults guardduty:DeleteDetector guardduty:UpdateDetector
iam:DeleteRolePermissionsBoundary logs:DeleteLogGroup logs:PutRetentionPolicy macie2:DisableMacie
s3:PutAccountPublicAccessBlock securityhub:DisableSecurityHub
securityhub:UpdateSecurityHubConfiguration ssm:UpdateServiceSetting
"""


class Guarded(NamedTuple):
    """One request; ``repaired`` if break-glass may make it too."""

    action: str
    resource: str = "*"
    keys: Mapping[str, str] = MappingProxyType({})
    repaired: bool = False


def guarded(cast: Cast) -> Iterator[Guarded]:
    """Return everything that guardrails protect, tried at least once."""
    for action in _TAMPERING.split():
        yield Guarded(action)
    partition = cast.environment.partition
    bucket = f"arn:{partition}:s3:::shared-account-logs-audit-{MEMBER}-{cast.home}"
    boundary = f"arn:{partition}:iam::{MEMBER}:policy/acme-boundary"
    tagged = {"aws:ResourceTag/tenant": "shared"}
    by_hand = {**tagged, "kms:GrantIsForAWSResource": "false"}
    yield Guarded("s3:DeleteBucketPolicy", bucket)
    yield Guarded("s3:DeleteObjectVersion", f"{bucket}/AWSLogs/{MEMBER}/x")
    yield Guarded("kms:ScheduleKeyDeletion", cast.arn("kms", "key/1"), tagged)
    yield Guarded("kms:PutKeyPolicy", cast.arn("kms", "key/1"), tagged)
    yield Guarded("kms:CreateGrant", cast.arn("kms", "key/1"), by_hand)
    yield Guarded("sns:DeleteTopic", cast.arn("sns", "shared-critical"))
    yield Guarded("events:PutRule", cast.arn("events", "rule/shared-guardduty"))
    yield Guarded("iam:CreatePolicyVersion", boundary, repaired=True)
    for name in (BREAK_GLASS, "shared-deploy-update", "OrganizationAccountAccessRole"):
        yield Guarded("iam:UpdateAssumeRolePolicy", cast.role(name), repaired=True)
    yield Guarded("iam:AttachRolePolicy", cast.role(BREAK_GLASS), repaired=True)
    yield Guarded("iam:DeleteOpenIDConnectProvider", repaired=True)


def who_may(request: Guarded, cast: Cast) -> Iterator[tuple[str, str]]:
    """Return the names and ARNs of the roles that a request has to be left to."""
    yield "deploy role", cast.pipeline(DeployStep.UPDATE)
    yield "deploy role of tenants", cast.role("shared-deploy-tenants-update")
    yield "last resort", cast.role("OrganizationAccountAccessRole")
    if request.repaired:
        yield "break-glass role", cast.role(BREAK_GLASS)
        yield "keeper of break-glass", cast.role(BREAK_GLASS_KEEPER)


def as_request(request: Guarded) -> dict[str, Any]:
    """Return the request's resource and keys."""
    return {"resource": request.resource, "keys": request.keys}
