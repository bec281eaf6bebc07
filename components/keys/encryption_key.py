"""A customer managed KMS key whose administration and use are different permissions."""

from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from baseline.errors import ConfigError
from baseline.vocabulary import SHARED_TENANT
from components.arguments import check_keys
from components.base import BaselineComponent
from components.environment import Environment, EnvironmentArgs, resolve_environment
from components.statements import Principals, Statement, document
from components.tenant import Tenant, TenantArgs, resolve_tenant

LONGEST_ROTATION_DAYS = 365
DELETION_WINDOW_DAYS = 30

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
_USE = ("kms:Decrypt", "kms:DescribeKey", "kms:Encrypt", "kms:GenerateDataKey*", "kms:ReEncrypt*")


class KeyUser(StrEnum):
    """AWS services that may use a key for the resources that it protects."""

    S3 = "s3"
    DYNAMODB = "dynamodb"
    BACKUP = "backup"
    LOGS = "logs"
    LOG_DELIVERY = "log-delivery"
    CLOUDTRAIL = "cloudtrail"


class EncryptionKeyArgs(TypedDict):
    """Arguments of :class:`EncryptionKey`."""

    environment: EnvironmentArgs
    """Where the key lives."""
    tenant: NotRequired[TenantArgs]
    """The tenant that the key belongs to; left out for the account's own."""
    users: list[KeyUser]
    """The AWS services that encrypt with it."""
    administrators: NotRequired[list[str]]
    """ARNs of roles that administer the key; the account (as its IAM policies say) by default."""
    rotation_days: NotRequired[int]
    """Days between rotations, 90 to 365; 365 by default."""


@dataclass(frozen=True)
class _Plan:
    environment: Environment
    tenant: Tenant | None
    users: tuple[KeyUser, ...]
    administrators: tuple[str, ...]
    rotation_days: int


def resolve(args: EncryptionKeyArgs) -> _Plan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: an argument is unknown, missing or outside its bounds.
    """
    check_keys(args, EncryptionKeyArgs, "EncryptionKey")
    environment = resolve_environment(args["environment"])
    rotation_days = args.get("rotation_days", LONGEST_ROTATION_DAYS)
    if not 90 <= rotation_days <= LONGEST_ROTATION_DAYS:
        raise ConfigError(f"EncryptionKey: rotation_days {rotation_days!r}; accepted are 90 to 365")
    tenant = args.get("tenant")
    return _Plan(
        environment=environment,
        tenant=resolve_tenant(tenant) if tenant else None,
        users=tuple(KeyUser(user) for user in args["users"]),
        administrators=tuple(args.get("administrators") or (environment.root_arn,)),
        rotation_days=rotation_days,
    )


class EncryptionKey(BaselineComponent, area="keys"):
    """A symmetric KMS key with its alias (CC6.1, C1.1, C1.2).

    Provisions the key, its policy and the alias ``alias/<tenant>-<name>``. Protected by default:
    rotation at most every 365 days; 30 days between the order to delete and deletion; nobody
    administers and uses at once; direct calls need the encryption context ``tenant=<id>``;
    services use it only through ``kms:ViaService`` for resources whose names carry the tenant.
    Costs one key a month; does not replicate to another region.

    Raises:
        ConfigError: an argument is unknown, missing or outside its bounds.
    """

    arn: pulumi.Output[str]
    """The key's ARN."""
    key_id: pulumi.Output[str]
    """The key's id."""
    alias_name: pulumi.Output[str]
    """The alias, such as ``alias/acme-data``."""

    def __init__(
        self, name: str, args: EncryptionKeyArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        key = aws.kms.Key(
            name,
            description=f"Encrypts what belongs to {self.tenant_id}",
            enable_key_rotation=True,
            rotation_period_in_days=plan.rotation_days,
            deletion_window_in_days=DELETION_WINDOW_DAYS,
            policy=document(*_statements(plan, self.tenant_id)),
            tags=self.tags,
            opts=self.stateful_child(),
        )
        alias = aws.kms.Alias(
            name,
            name=f"alias/{self.physical_name(name)}",
            target_key_id=key.id,
            opts=self.child(),
        )
        self.arn = key.arn
        self.key_id = key.id
        self.alias_name = alias.name
        self.finish({"arn": self.arn, "keyId": self.key_id, "aliasName": self.alias_name})


def _statements(plan: _Plan, tenant_id: str) -> list[Statement]:
    environment = plan.environment
    statements = [
        Statement(
            sid="Administer",
            principals=Principals(aws=plan.administrators),
            actions=_ADMINISTRATION,
            resources=["*"],
        ),
        Statement(
            sid="UseDirectlyForTenant",
            principals=Principals(aws=[environment.root_arn]),
            actions=_USE,
            resources=["*"],
            conditions={"StringEquals": {"kms:EncryptionContext:tenant": tenant_id}},
        ),
    ]
    return statements + [_service_use(environment, tenant_id, user) for user in plan.users]


def _service_use(environment: Environment, tenant_id: str, user: KeyUser) -> Statement:
    """How one service may use the key; each sends an encryption context of its own."""
    # Names that AWS documents for each service: S3 user guide (bucket keys), DynamoDB and
    # CloudWatch Logs and CloudTrail developer guides (encryption context), AWS Backup guide.
    mine = "*" if tenant_id == SHARED_TENANT else f"{tenant_id}-*"
    match user:
        case KeyUser.S3:
            bucket = environment.arn("s3", mine, region="", account="")
            return _via(
                environment, user, {"StringLike": {"kms:EncryptionContext:aws:s3:arn": bucket}}
            )
        case KeyUser.DYNAMODB:
            table = {"kms:EncryptionContext:aws:dynamodb:tableName": mine}
            return _via(environment, user, {"StringLike": table}, grants=True)
        case KeyUser.BACKUP:
            return _via(environment, user, {}, grants=True)
        case KeyUser.LOGS:
            groups = environment.arn("logs", f"log-group:/{tenant_id}/*")
            return _by_service(
                f"logs.{environment.region}.amazonaws.com",
                "CloudWatchLogs",
                {"ArnLike": {"kms:EncryptionContext:aws:logs:arn": groups}},
            )
        case KeyUser.LOG_DELIVERY:
            account = {"StringEquals": {"aws:SourceAccount": environment.account_id}}
            return _by_service("delivery.logs.amazonaws.com", "LogDelivery", account)
        case KeyUser.CLOUDTRAIL:
            trails = environment.arn("cloudtrail", "trail/*", region="*")
            return _by_service(
                "cloudtrail.amazonaws.com",
                "CloudTrail",
                {
                    "StringEquals": {"aws:SourceAccount": environment.account_id},
                    "StringLike": {"kms:EncryptionContext:aws:cloudtrail:arn": trails},
                },
            )


def _via(
    environment: Environment,
    user: KeyUser,
    context: dict[str, dict[str, str]],
    *,
    grants: bool = False,
) -> Statement:
    service = f"{user.value}.{environment.region}.amazonaws.com"
    pinned = {"kms:CallerAccount": environment.account_id, "kms:ViaService": service}
    return Statement(
        sid=f"UseVia{user.name.title().replace('_', '')}",
        principals=Principals(aws=[environment.root_arn]),
        actions=(*_USE, "kms:CreateGrant") if grants else _USE,
        resources=["*"],
        conditions={"StringEquals": pinned, **context},
    )


def _by_service(principal: str, sid: str, conditions: dict[str, dict[str, str]]) -> Statement:
    return Statement(
        sid=f"UseBy{sid}",
        principals=Principals(services=[principal]),
        actions=_USE,
        resources=["*"],
        conditions=conditions,
    )
