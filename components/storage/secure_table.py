"""A DynamoDB table for a tenant's items."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import (
    Effect,
    Principals,
    Statement,
    deny_insecure_transport,
    document,
)
from soc2_baseline.components.storage.table_plan import (
    AttributeType,
    SecureTableArgs,
    SecureTablePlan,
    resolve,
)

__all__ = ["AttributeType", "SecureTable", "SecureTableArgs", "resolve"]

RECOVERY_DAYS = 35


class SecureTable(BaselineComponent, area="storage"):
    """An encrypted table with point-in-time recovery over 35 days (CC6.1, C1.1, A1.2, C1.2).

    Provisions the table ``<tenant>-<name>``, on demand, and its resource policy. By default: items
    are encrypted with the customer managed key (C1.1); point-in-time recovery over 35 days, and
    deletion protection if the profile protects data (A1.2); access from other accounts or without
    TLS is denied, regardless of IAM policies (CC6.1, CC6.7); personal data requires a TTL attribute
    (C1.2).

    Costs:
        Reads, writes and storage; point-in-time recovery by stored size.

    Leaves out:
        Replicas in another region. Separation of tenants within a shared table: use conditions on
        leading keys in the roles that access it.

    Raises:
        ConfigError: each invalid argument, with the values that are accepted.
    """

    arn: pulumi.Output[str]
    """The table's ARN."""
    table_name: pulumi.Output[str]
    """The table's name, such as ``acme-orders``."""

    def __init__(
        self, name: str, args: SecureTableArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, plan.tenant, opts, data_class=plan.data_class)
        table = self._make_table(name, plan, args["key_arn"])
        aws.dynamodb.ResourcePolicy(
            name,
            resource_arn=table.arn,
            policy=document(*_statements(plan)),
            opts=self.child(),
        )
        self.arn = table.arn
        self.table_name = table.name
        self.finish({"arn": self.arn, "tableName": self.table_name})

    def _make_table(
        self, name: str, plan: SecureTablePlan, key_arn: pulumi.Input[str]
    ) -> aws.dynamodb.Table:
        return aws.dynamodb.Table(
            name,
            name=plan.table_name,
            billing_mode="PAY_PER_REQUEST",
            hash_key=plan.hash_key,
            range_key=plan.range_key,
            attributes=[
                aws.dynamodb.TableAttributeArgs(name=attribute, type=kind.value)
                for attribute, kind in plan.types.items()
            ],
            ttl=aws.dynamodb.TableTtlArgs(attribute_name=plan.ttl_attribute, enabled=True)
            if plan.ttl_attribute
            else None,
            server_side_encryption=aws.dynamodb.TableServerSideEncryptionArgs(
                enabled=True, kms_key_arn=key_arn
            ),
            point_in_time_recovery=aws.dynamodb.TablePointInTimeRecoveryArgs(
                enabled=True, recovery_period_in_days=RECOVERY_DAYS
            ),
            deletion_protection_enabled=plan.environment.floors.protect,
            tags=self.tags,
            opts=self.stateful_child(delete_before_replace=True),
        )


def _statements(plan: SecureTablePlan) -> list[Statement]:
    table = plan.environment.arn("dynamodb", f"table/{plan.table_name}")
    resources = [table, f"{table}/index/*"]
    foreign = Statement(
        sid="DenyOtherAccounts",
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=["dynamodb:*"],
        resources=resources,
        # AWS services that act for this account have no account of their own.
        conditions={
            "StringNotEquals": {"aws:PrincipalAccount": plan.environment.account_id},
            "BoolIfExists": {"aws:PrincipalIsAWSService": "false"},
        },
    )
    return [deny_insecure_transport("dynamodb:*", resources), foreign]
