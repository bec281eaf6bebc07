"""Requests on guarded resources: denied to account administrators, allowed to our roles."""

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
iam:DeleteRolePermissionsBoundary macie2:DisableMacie
s3:PutAccountPublicAccessBlock securityhub:DisableSecurityHub
securityhub:UpdateSecurityHubConfiguration ssm:UpdateServiceSetting
"""


class Guarded(NamedTuple):
    """A request on a guarded resource; ``repaired`` if break-glass may make it too."""

    action: str
    resource: str = "*"
    keys: Mapping[str, str] = MappingProxyType({})
    repaired: bool = False


def guarded(cast: Cast) -> Iterator[Guarded]:
    """Yield at least one request for everything that guardrails protect."""
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
    for name in ("/shared/cloudtrail/account-trail", "/acme/network/flow-logs"):
        for action in ("logs:DeleteLogGroup", "logs:PutRetentionPolicy"):
            yield Guarded(action, cast.arn("logs", f"log-group:{name}"))
    for action in ("backup:DeleteBackupPlan", "ec2:DeleteFlowLogs"):
        yield Guarded(action, "*", tagged)
    yield Guarded("sns:DeleteTopic", cast.arn("sns", "shared-critical"))
    yield Guarded("events:PutRule", cast.arn("events", "rule/shared-guardduty"))
    yield Guarded("iam:CreatePolicyVersion", boundary, repaired=True)
    for name in (BREAK_GLASS, "shared-deploy-update", "OrganizationAccountAccessRole"):
        yield Guarded("iam:UpdateAssumeRolePolicy", cast.role(name), repaired=True)
    yield Guarded("iam:AttachRolePolicy", cast.role(BREAK_GLASS), repaired=True)
    pipeline = f"arn:{partition}:iam::{MEMBER}:oidc-provider/token.actions.githubusercontent.com"
    yield Guarded("iam:DeleteOpenIDConnectProvider", pipeline, repaired=True)


def who_may(request: Guarded, cast: Cast) -> Iterator[tuple[str, str]]:
    """Yield names and ARNs of the roles that must be allowed to make a request."""
    yield "deploy role", cast.pipeline(DeployStep.UPDATE)
    yield "deploy role of tenants", cast.role("shared-deploy-tenants-update")
    yield "last resort", cast.role("OrganizationAccountAccessRole")
    if request.repaired:
        yield "break-glass role", cast.role(BREAK_GLASS)
        yield "keeper of break-glass", cast.role(BREAK_GLASS_KEEPER)


def as_request(request: Guarded) -> dict[str, Any]:
    """Return the request's resource and condition keys."""
    return {"resource": request.resource, "keys": request.keys}
