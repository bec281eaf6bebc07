"""The policy of a customer key: administration apart from use, use apart by service.

Services send encryption contexts of their own, so what binds them is ``kms:ViaService`` and the key
that AWS documents for each: S3 user guide (bucket keys), DynamoDB and CloudWatch Logs developer
guides, CloudTrail user guide (KMS key policies). Requests that carry no context, such as
DescribeKey, are allowed by statements of their own.
"""

from collections.abc import Sequence
from enum import StrEnum

from baseline.vocabulary import SHARED_TENANT
from components.environment import Environment
from components.statements import Conditions, Principals, Statement, from_account

_ADMINISTRATION = (
    "kms:CancelKeyDeletion",
    "kms:DeleteAlias",
    "kms:CreateAlias",
    "kms:DescribeKey",
    "kms:DisableKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:DisableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListAliases",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListKeyRotations",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:RotateKeyOnDemand",
    "kms:ScheduleKeyDeletion",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateAlias",
    "kms:UpdateKeyDescription",
)
_USE = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")


class KeyUser(StrEnum):
    """AWS services that may use a key for the resources that it protects."""

    S3 = "s3"
    DYNAMODB = "dynamodb"
    BACKUP = "backup"
    LOGS = "logs"
    LOG_DELIVERY = "log-delivery"
    CLOUDTRAIL = "cloudtrail"


_VIA = (KeyUser.S3, KeyUser.DYNAMODB, KeyUser.BACKUP)
"""Services that use a key on behalf of a principal of the account."""
_GRANTED = (KeyUser.DYNAMODB, KeyUser.BACKUP)
"""Services that go on using it by a grant, after the principal's request has ended."""


def key_statements(
    environment: Environment,
    tenant_id: str,
    users: Sequence[KeyUser],
    administrators: Sequence[str],
) -> list[Statement]:
    """Everything that a tenant's key allows."""
    administer = Statement(
        sid="Administer",
        principals=Principals(aws=administrators),
        actions=_ADMINISTRATION,
        resources=["*"],
    )
    context: Conditions = {"StringEquals": {"kms:EncryptionContext:tenant": tenant_id}}
    direct = _by_account(environment, "UseDirectlyForTenant", _USE, context)
    via = [user for user in users if user in _VIA]
    statements = [administer, direct]
    for user in users:
        statements += _use(environment, tenant_id, user)
    if via:
        statements.append(_through(environment, "DescribeViaServices", ["kms:DescribeKey"], via))
    if granted := [user for user in via if user in _GRANTED]:
        only = {"Bool": {"kms:GrantIsForAWSResource": "true"}}
        grants = _through(environment, "GrantViaServices", ["kms:CreateGrant"], granted, only)
        statements.append(grants)
    return statements


def _use(environment: Environment, tenant_id: str, user: KeyUser) -> list[Statement]:
    """How one service may use the key."""
    mine = "*" if tenant_id == SHARED_TENANT else f"{tenant_id}-*"
    match user:
        case KeyUser.S3:
            bucket = environment.arn("s3", mine, region="", account="")
            held = {"kms:EncryptionContext:aws:s3:arn": bucket}
            return [_through(environment, "UseViaS3", _USE, [user], {"StringLike": held})]
        case KeyUser.DYNAMODB:
            held = {"kms:EncryptionContext:aws:dynamodb:tableName": mine}
            return [_through(environment, "UseViaDynamoDb", _USE, [user], {"StringLike": held})]
        case KeyUser.BACKUP:
            return [_through(environment, "UseViaBackup", _USE, [user])]
        case KeyUser.LOGS:
            groups = environment.arn("logs", f"log-group:/{tenant_id}/*")
            held = {"kms:EncryptionContext:aws:logs:arn": groups}
            service = f"logs.{environment.region}.amazonaws.com"
            actions = (*_USE, "kms:DescribeKey")
            return [_by_service("UseByCloudWatchLogs", service, actions, {"ArnLike": held})]
        case KeyUser.LOG_DELIVERY:
            service = "delivery.logs.amazonaws.com"
            actions = (*_USE, "kms:DescribeKey")
            return [_by_service("UseByLogDelivery", service, actions, from_account(environment))]
        case KeyUser.CLOUDTRAIL:
            return _use_by_cloudtrail(environment)


def _use_by_cloudtrail(environment: Environment) -> list[Statement]:
    service = "cloudtrail.amazonaws.com"
    trails = environment.arn("cloudtrail", "trail/*", region="*")
    source = {"aws:SourceArn": trails}
    held = {**source, "kms:EncryptionContext:aws:cloudtrail:arn": trails}
    # Decrypt is for S3 bucket keys, whose context names the bucket and not the trail.
    reads = ("kms:Decrypt", "kms:DescribeKey")
    return [
        _by_service("UseByCloudTrail", service, ["kms:GenerateDataKey*"], {"StringLike": held}),
        _by_service("ReadByCloudTrail", service, reads, {"StringLike": source}),
    ]


def _through(
    environment: Environment,
    sid: str,
    actions: Sequence[str],
    users: Sequence[KeyUser],
    more: Conditions | None = None,
) -> Statement:
    """Use by principals of the account, through these services only."""
    services = [f"{user.value}.{environment.region}.amazonaws.com" for user in users]
    pinned = {"kms:CallerAccount": environment.account_id, "kms:ViaService": services}
    return _by_account(environment, sid, actions, {"StringEquals": pinned, **(more or {})})


def _by_account(
    environment: Environment, sid: str, actions: Sequence[str], conditions: Conditions
) -> Statement:
    principals = Principals(aws=[environment.root_arn])
    return Statement(
        sid=sid, principals=principals, actions=actions, resources=["*"], conditions=conditions
    )


def _by_service(
    sid: str, service: str, actions: Sequence[str], conditions: Conditions
) -> Statement:
    principals = Principals(services=[service])
    return Statement(
        sid=sid, principals=principals, actions=actions, resources=["*"], conditions=conditions
    )
