"""The state machine that escalates, with its role and its log."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.incident.roles import escalate, make_role
from soc2_baseline.components.incident.state_machine import definition
from soc2_baseline.components.storage.secure_table import SecureTable

KEY_REUSE_SECONDS = 900


def machine_name(host: BaselineComponent) -> str:
    """Return the physical name of the state machine."""
    return host.physical_name("incidents-escalation")


def machine_arn(host: BaselineComponent) -> str:
    """Return the ARN before the state machine exists, so that policies are known at preview."""
    return host.environment.arn("states", f"stateMachine:{machine_name(host)}")


def make_escalation(
    host: BaselineComponent,
    table: SecureTable,
    table_name: str,
    manager_topic_arn: str,
    key_arn: pulumi.Input[str],
    boundary_arn: pulumi.Input[str] | None,
) -> aws.sfn.StateMachine:
    """Make the state machine, its role and its log group."""
    resource_name = f"{host.name}-escalation"
    log_name = f"/{host.tenant_id}/incidents/escalation"
    group = aws.cloudwatch.LogGroup(
        resource_name,
        name=log_name,
        retention_in_days=host.environment.floors.log_days,
        kms_key_id=key_arn,
        deletion_protection_enabled=host.environment.floors.protect or None,
        tags=host.tags,
        opts=host.stateful_child(delete_before_replace=True),
    )
    role, policy = make_role(
        host,
        "escalation",
        "states",
        escalate(
            host,
            machine_arn(host),
            host.environment.arn("logs", f"log-group:{log_name}"),
            host.environment.arn("dynamodb", f"table/{table_name}"),
            manager_topic_arn,
        ),
        boundary_arn,
        pinned=True,
    )
    return aws.sfn.StateMachine(
        resource_name,
        name=machine_name(host),
        role_arn=role.arn,
        definition=definition(table_name, manager_topic_arn, host.environment.partition),
        logging_configuration=aws.sfn.StateMachineLoggingConfigurationArgs(
            level="ALL",
            # Findings are in the record; the log tells the steps and their times.
            include_execution_data=False,
            log_destination=pulumi.Output.concat(group.arn, ":*"),
        ),
        tracing_configuration=aws.sfn.StateMachineTracingConfigurationArgs(enabled=True),
        encryption_configuration=aws.sfn.StateMachineEncryptionConfigurationArgs(
            type="CUSTOMER_MANAGED_KMS_KEY",
            kms_key_id=key_arn,
            kms_data_key_reuse_period_seconds=KEY_REUSE_SECONDS,
        ),
        tags=host.tags,
        opts=host.child(depends_on=[policy, table], delete_before_replace=True),
    )
