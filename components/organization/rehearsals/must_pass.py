"""Requests that must pass: the work of our roles, of services, and of tenants."""

from collections.abc import Iterator

from soc2_baseline.components.access.break_glass_permissions import allowed as emergency
from soc2_baseline.components.access.break_glass_permissions import keeping, limits
from soc2_baseline.components.access.deploy_permissions import (
    DeployScope,
    changing,
    no_secrets,
    reading,
    self_protection,
    state,
)
from soc2_baseline.components.access.names import BREAK_GLASS, BREAK_GLASS_KEEPER
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.identity.boundary import boundary_statements
from soc2_baseline.components.identity.roles import StaffRole, permissions
from soc2_baseline.components.identity.scope import Scope
from soc2_baseline.components.organization.own_roles import BOOTSTRAP_ROLE
from soc2_baseline.components.organization.policies.wording import text
from soc2_baseline.components.organization.rehearsals.cast import ADMINISTRATOR, MEMBER, Cast
from soc2_baseline.components.organization.rehearsals.protected import as_request, guarded, who_may
from soc2_baseline.components.organization.units import CLOSED, Unit
from soc2_baseline.core.control_policies.lint import Rehearsal

_HOMES = (Unit.SECURITY, Unit.INFRASTRUCTURE, Unit.WORKLOADS_PROD, Unit.TENANTS)
_DEPLOYED = """
config:PutConfigurationRecorder ec2:ModifyInstanceMetadataDefaults events:PutRule
guardduty:UpdateDetector kms:CreateKey logs:PutRetentionPolicy s3:CreateBucket
s3:PutAccountPublicAccessBlock securityhub:EnableSecurityHub sns:CreateTopic
ssm:UpdateServiceSetting
"""
_ELSEWHERE = """
config:PutConfigurationRecorder ec2:EnableEbsEncryptionByDefault guardduty:CreateDetector
securityhub:EnableSecurityHub
"""
_READ = """
cloudtrail:DescribeTrails config:DescribeConfigurationRecorders ec2:DescribeVpcs
guardduty:GetDetector iam:GetRole kms:DescribeKey s3:GetBucketPolicy
"""


def needed(cast: Cast) -> Iterator[Rehearsal]:
    """Return every request that must pass."""
    yield from _of_our_roles(cast)
    yield from _of_the_pipeline(cast)
    yield from _of_break_glass(cast)
    yield from _of_tenants(cast)
    yield from _of_services(cast)
    yield from _of_builders(cast)


def _of_our_roles(cast: Cast) -> Iterator[Rehearsal]:
    """Return changes of what guardrails protect, by control policies alone, and closed units."""
    for request in guarded(cast):
        for who, principal in who_may(request, cast):
            yield cast.allowed(who, principal, request.action, **as_request(request))
    for unit in CLOSED:
        for principal in (cast.pipeline(DeployStep.UPDATE), cast.role(BOOTSTRAP_ROLE)):
            yield cast.allowed("deploy role", principal, "iam:CreateRole", unit=unit.value)


def _of_the_pipeline(cast: Cast) -> Iterator[Rehearsal]:
    """Return the roles of each step with the permissions and the boundary that they really have."""
    scope = DeployScope(cast.environment)
    boundary = text(changing(scope))
    denials = [*self_protection(scope), *no_secrets(scope, through_services=True)]
    updates = {"identity": text([*changing(scope), *denials]), "boundary": boundary}
    reads = {"identity": text([reading(), *state(scope, writes=False)])}
    ours = {"aws:ResourceAccount": MEMBER}
    role = cast.pipeline(DeployStep.UPDATE)
    for unit in _HOMES:
        for action in _DEPLOYED.split():
            yield cast.allowed("deploy role", role, action, unit=unit.value, keys=ours, **updates)
    bound = {"iam:PermissionsBoundary": scope.boundaries[0]}
    made = cast.role("shared-backup")
    yield cast.allowed("deploy role", role, "iam:CreateRole", resource=made, keys=bound, **updates)
    kept = f"{scope.state_bucket}/.pulumi/stacks/account.json"
    for action in ("s3:GetObject", "s3:PutObject"):
        yield cast.allowed("deploy role", role, action, resource=kept, keys=ours, **updates)
    for region in filter(None, (cast.home, cast.elsewhere)):
        for step in (DeployStep.PREVIEW, DeployStep.EVIDENCE):
            for action in _READ.split():
                who = f"{step.value} role in {region}"
                yield cast.allowed(who, cast.pipeline(step), action, region=region, **reads)
    for action in _ELSEWHERE.split() if cast.elsewhere else ():
        for who, principal in (("deploy role", role), ("last resort", cast.role(BOOTSTRAP_ROLE))):
            in_region = f"{who} in {cast.elsewhere}"
            yield cast.allowed(in_region, principal, action, region=cast.elsewhere, keys=ours)


def _of_break_glass(cast: Cast) -> Iterator[Rehearsal]:
    """Return repairs that a pipeline cannot do, and the opening of the role itself."""
    scope = DeployScope(cast.environment)
    statements = [*emergency(scope), *limits(scope)]
    can = {"identity": text(statements), "boundary": text(emergency(scope))}
    role = cast.role(BREAK_GLASS)
    broken = cast.pipeline(DeployStep.UPDATE)
    yield cast.allowed(
        "break-glass role", role, "iam:UpdateAssumeRolePolicy", resource=broken, **can
    )
    ours = {"aws:ResourceAccount": MEMBER}
    for action in ("ec2:RevokeSecurityGroupIngress", "kms:CreateKey", "s3:PutBucketPolicy"):
        resource = f"arn:{cast.environment.partition}:s3:::acme-data"
        yield cast.allowed("break-glass role", role, action, resource=resource, keys=ours, **can)
    yield cast.allowed(
        "keeper of break-glass",
        cast.role(BREAK_GLASS_KEEPER),
        "iam:UpdateAssumeRolePolicy",
        resource=role,
        identity=text(keeping(scope)),
    )


def _of_tenants(cast: Cast) -> Iterator[Rehearsal]:
    """Return work of a tenant's roles inside its boundary, as TenantIdentity makes them."""
    scope = Scope(cast.environment, "acme")
    boundary = text(boundary_statements(scope))
    operator = text(permissions(StaffRole.OPERATOR, scope))
    tagged = {"aws:ResourceTag/tenant": "acme"}
    key, point = cast.arn("kms", "key/1"), cast.arn("backup", "recovery-point:1")
    grant = {**tagged, "kms:GrantIsForAWSResource": "true"}
    for who, action, resource, keys, identity in (
        ("backup", "kms:CreateGrant", key, grant, None),
        ("backup", "kms:GenerateDataKey", key, tagged, None),
        ("operator", "backup:StartRestoreJob", point, tagged, operator),
    ):
        yield cast.allowed(
            f"{who} role of a tenant",
            cast.role(f"acme-{who}"),
            action,
            resource=resource,
            keys=keys,
            boundary=boundary,
            identity=identity,
        )


def _of_services(cast: Cast) -> Iterator[Rehearsal]:
    """Return deliveries of services by their own name, and work of service-linked roles."""
    ours = {"aws:SourceAccount": MEMBER, "aws:SourceOrgID": cast.organization_id}
    for service, action in (
        ("cloudtrail", "s3:PutObject"),
        ("cloudtrail", "kms:GenerateDataKey"),
        ("config", "s3:PutObject"),
        ("delivery.logs", "s3:PutObject"),
        ("events", "sqs:SendMessage"),
        ("backup", "sts:AssumeRole"),
    ):
        principal = f"{service}.amazonaws.com"
        unit = Unit.SECURITY.value
        yield cast.allowed(f"{service} for us", principal, action, unit=unit, keys=ours)
    yield cast.allowed("logs for itself", f"logs.{cast.home}.amazonaws.com", "kms:Decrypt")
    linked = cast.role("aws-service-role/config.amazonaws.com/AWSServiceRoleForConfig")
    for unit in CLOSED:
        action = "config:PutConfigurationRecorder"
        yield cast.allowed("service-linked role of config", linked, action, unit=unit.value)
    root = f"arn:{cast.environment.partition}:iam::{MEMBER}:root"
    session = {"aws:AssumedRoot": "true"}
    yield cast.allowed("root session", root, "sqs:SetQueueAttributes", keys=session)


def _of_builders(cast: Cast) -> Iterator[Rehearsal]:
    """Return the ordinary work of people and products in their own account."""
    aurora = {"rds:StorageEncrypted": "false", "rds:DatabaseEngine": "aurora-postgresql"}
    role = cast.role(ADMINISTRATOR)
    yield cast.allowed("builder", role, "rds:CreateDBInstance", keys=aurora)
    for action in ("ec2:RunInstances", "lambda:CreateFunction", "s3:CreateBucket", "s3:GetObject"):
        yield cast.allowed("builder", role, action, unit=Unit.WORKLOADS_DEV.value)
