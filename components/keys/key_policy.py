"""The policy of a customer key: administration apart from use, use apart by service.

Services send encryption contexts of their own, so what binds them is ``kms:ViaService`` and the key
that AWS documents for each: S3 user guide (bucket keys), DynamoDB and CloudWatch Logs developer
guides, CloudTrail user guide (KMS key policies), EBS user guide (requirements of encryption), EC2
Auto Scaling user guide (key policies), SNS developer guide (key management), EventBridge user guide
(key policies), Step Functions developer guide (data at rest encryption). Requests that carry no
context, such as DescribeKey, are allowed by statements of their own.
"""

from collections.abc import Sequence
from enum import StrEnum

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Conditions, Principals, Statement, from_account
from soc2_baseline.core.vocabulary import SHARED_TENANT

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
_SERVE = ("kms:Decrypt", "kms:GenerateDataKey*")
_USE = ("kms:Decrypt", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")


class KeyUser(StrEnum):
    """AWS services that may use a key for the resources that it protects."""

    S3 = "s3"
    DYNAMODB = "dynamodb"
    BACKUP = "backup"
    LOGS = "logs"
    LOG_DELIVERY = "log-delivery"
    CLOUDTRAIL = "cloudtrail"
    CONFIG = "config"
    EBS = "ec2"
    SNS = "sns"
    EVENTS = "events"
    ALARMS = "cloudwatch"
    STATES = "states"


_VIA = (KeyUser.S3, KeyUser.DYNAMODB, KeyUser.BACKUP, KeyUser.SNS)
"""Services that use a key on behalf of a principal of the account."""
_GRANTED = (KeyUser.DYNAMODB, KeyUser.BACKUP)
"""Services that go on using it by a grant, after the principal's request has ended."""


def key_statements(
    environment: Environment,
    tenant_id: str,
    users: Sequence[KeyUser],
    administrators: Sequence[str],
) -> list[Statement]:
    """Return everything that a tenant's key allows."""
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
    """Allow one service to use the key."""
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
        case KeyUser.CONFIG:
            # In its own name: the recorder's service-linked role has no permission for keys.
            deliver = ["kms:Decrypt", "kms:GenerateDataKey"]
            pinned = from_account(environment)
            return [_by_service("UseByConfig", "config.amazonaws.com", deliver, pinned)]
        case KeyUser.EBS:
            return _use_by_ebs(environment)
        case KeyUser.SNS:
            topics = _topics(environment, tenant_id)
            return [_through(environment, "UseViaSns", _USE, [user], topics)]
        case KeyUser.EVENTS:
            return _use_by_events(environment, tenant_id)
        case KeyUser.ALARMS:
            return [_use_by_alarms(environment, tenant_id)]
        case KeyUser.STATES:
            return _use_by_state_machines(environment, tenant_id)


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


def _use_by_alarms(environment: Environment, tenant_id: str) -> Statement:
    held = {**_topics(environment, tenant_id), **from_account(environment)}
    return _by_service("UseByAlarms", "cloudwatch.amazonaws.com", _SERVE, held)


def _use_by_state_machines(environment: Environment, tenant_id: str) -> list[Statement]:
    """Allow state machines by their roles: executions, and the logs that are delivered of them."""
    machines = environment.arn("states", f"stateMachine:{tenant_id}-*")
    logs = environment.arn("logs", f"log-group:/{tenant_id}/*")
    held: Conditions = {"ArnLike": {"kms:EncryptionContext:aws:states:stateMachineArn": machines}}
    logged: Conditions = {"ArnLike": {"kms:EncryptionContext:SourceArn": logs}}
    return [
        _by_account(environment, "UseByStateMachines", _SERVE, held),
        _by_account(environment, "UseByLogsOfStateMachines", _SERVE, logged),
    ]


def _topics(environment: Environment, tenant_id: str) -> Conditions:
    topics = environment.arn("sns", f"{tenant_id}-*")
    return {"ArnLike": {"kms:EncryptionContext:aws:sns:topicArn": topics}}


def _use_by_events(environment: Environment, tenant_id: str) -> list[Statement]:
    service = "events.amazonaws.com"
    buses = environment.arn("events", f"event-bus/{tenant_id}-*")
    held = {"ArnLike": {"kms:EncryptionContext:aws:events:event-bus:arn": buses}}
    pinned = from_account(environment)
    return [
        # An archive is encrypted again.
        _by_service("UseByEventBuses", service, (*_SERVE, "kms:ReEncrypt*"), {**held, **pinned}),
        _by_service("DescribeByEventBridge", service, ["kms:DescribeKey"], pinned),
        # Amazon SNS supports no key about the source where EventBridge publishes to a topic.
        _by_service("PublishByEventBridge", service, _SERVE, _topics(environment, tenant_id)),
    ]


def _use_by_ebs(environment: Environment) -> list[Statement]:
    # Of everybody, not of the account's root: launches by service-linked roles, as those of EC2
    # Auto Scaling, have no permission for keys in IAM and would fail with a default key of ours.
    pinned = {
        "kms:CallerAccount": environment.account_id,
        "kms:ViaService": f"{KeyUser.EBS.value}.{environment.region}.amazonaws.com",
    }
    for_volumes = {"StringEquals": pinned, "Bool": {"kms:GrantIsForAWSResource": "true"}}
    return [
        _by_anyone("UseViaEbs", (*_USE, "kms:DescribeKey"), {"StringEquals": pinned}),
        _by_anyone("GrantViaEbs", ["kms:CreateGrant"], for_volumes),
    ]


def _through(
    environment: Environment,
    sid: str,
    actions: Sequence[str],
    users: Sequence[KeyUser],
    more: Conditions | None = None,
) -> Statement:
    """Allow principals of the account to use the key, through these services only."""
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


def _by_anyone(sid: str, actions: Sequence[str], conditions: Conditions) -> Statement:
    principals = Principals(anyone=True)
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
