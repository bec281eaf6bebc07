"""The bucket of Pulumi's state, and the key of the stacks' secrets."""

import re
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.access.deploy_permissions import STATE_BUCKET
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import Effect, Principals, Statement
from soc2_baseline.components.storage.bucket_policy import (
    bucket_arn,
    encryption_denials,
    transport_denials,
)
from soc2_baseline.components.storage.hardened_bucket import BucketPlan, HardenedBucket
from soc2_baseline.components.storage.naming import bucket_name
from soc2_baseline.components.storage.retention import Retention
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import DataClass

NAME = "pulumi-state"
NONCURRENT_DAYS = 365
"""The state before any update of the audited year can be shown."""
BACKUP_ROLE = "role/shared-backup"
"""AWS Backup reads the objects with the role of the account's BackupPlan."""

_ROLE = re.compile(r"arn:aws(-[a-z]+)*:iam::\d{12}:role/[\w+=,.@/-]+")


class StateStoreArgs(TypedDict):
    """Arguments of :class:`StateStore`."""

    environment: EnvironmentArgs
    """The environment that keeps the state."""
    log_bucket: pulumi.Input[str]
    """Name of the bucket that access is logged to."""
    roles: list[str]
    """ARNs of the roles that may read or write objects, such as those of DeployRoles and
    BreakGlass: for nobody else there is a way to them."""
    key_administrators: NotRequired[list[str]]
    """ARNs of roles that administer the key; the account (as its IAM policies say) by default."""


@dataclass(frozen=True)
class StateStorePlan:
    """The checked arguments of StateStore."""

    environment: Environment
    bucket: BucketPlan


def resolve(args: StateStoreArgs) -> StateStorePlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    args, environment, _ = placed(args, StateStoreArgs, "StateStore")
    roles = list(args["roles"])
    problems = [
        f"StateStore: roles {role!r}; accepted is the ARN of one role, without wildcards"
        for role in roles
        if not _ROLE.fullmatch(role)
    ]
    if not roles:
        problems.append("StateStore: roles is empty; accepted are one or more ARNs of roles")
    if problems:
        raise ConfigError(problems)
    name = bucket_name(environment, STATE_BUCKET)
    bucket = BucketPlan(
        physical_name=name,
        retention=Retention(NONCURRENT_DAYS),
        statements=[
            *transport_denials(environment, name),
            *encryption_denials(environment, name),
            _only_for(environment, name, roles),
        ],
    )
    return StateStorePlan(environment, bucket)


def _only_for(environment: Environment, bucket: str, roles: list[str]) -> Statement:
    """Deny objects to everybody but these roles and backups, whatever IAM allows."""
    backup = environment.arn("iam", BACKUP_ROLE, region="")
    return Statement(
        sid="OnlyForPipelines",
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=["s3:*Object", "s3:*ObjectVersion"],
        resources=[f"{bucket_arn(environment, bucket)}/*"],
        conditions={"ArnNotEquals": {"aws:PrincipalArn": [*roles, backup]}},
    )


class StateStore(BaselineComponent, area="access"):
    """The bucket and the key behind Pulumi's state (CC6.1, CC6.7, CC8.1, C1.1).

    Provisions the bucket ``shared-pulumi-state-<account>-<region>`` and a customer managed key
    with the alias ``alias/shared-pulumi-state``, which encrypts the bucket and, as Pulumi's
    secrets provider, the secrets in the stacks' configuration and state. Protected by default:
    objects are for the named roles and AWS Backup only, whatever IAM allows to others; every
    version is kept for a year after it was replaced; no ACLs, nothing public, no plain or old
    TLS, no other key; access is logged; the key rotates yearly and waits 30 days before it is
    deleted.

    Source: Pulumi's documentation of self-managed backends and of secrets providers; Amazon S3
    user guide.

    Costs:
        One key a month, and cents for the objects.

    Leaves out:
        The move of existing stacks' state (docs/access.md shows how), and copies in another
        region.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    bucket_name: pulumi.Output[str]
    """The bucket's name."""
    backend_url: pulumi.Output[str]
    """The argument of ``pulumi login``."""
    secrets_provider: pulumi.Output[str]
    """The value of ``pulumi stack init --secrets-provider``."""
    key_arn: pulumi.Output[str]
    """ARN of the key."""

    def __init__(
        self, name: str, args: StateStoreArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        environment = plan.environment
        super().__init__(name, environment, None, opts, data_class=DataClass.CONFIDENTIAL)
        key = self.within(
            EncryptionKey,
            NAME,
            users=[KeyUser.S3],
            administrators=args.get("key_administrators"),
        )
        bucket = HardenedBucket(
            self,
            name,
            plan.bucket,
            tags=self.tags,
            key_arn=key.arn,
            log_bucket=args["log_bucket"],
        )
        # The key's policy lets nobody use it directly without the tenant in the context.
        query = f"region={environment.region}&context_tenant={self.tenant_id}"
        self.bucket_name = bucket.ready_name
        self.backend_url = pulumi.Output.concat("s3://", bucket.ready_name)
        self.secrets_provider = pulumi.Output.concat("awskms://", key.alias_name, "?", query)
        self.key_arn = key.arn
        self.finish(
            {
                "bucketName": self.bucket_name,
                "backendUrl": self.backend_url,
                "secretsProvider": self.secrets_provider,
                "keyArn": self.key_arn,
            }
        )
