"""Restores that are tried on a schedule, of the latest backups in a vault (A1.3).

AWS Backup restores into buckets and tables that it makes and names ``awsbackup-restore-test-*``,
keeps for validation and then deletes with a service-linked role of its own; backup plans leave them
out (AWS Backup developer guide: restore testing).
"""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.identity.scope import Scope
from soc2_baseline.components.recovery.restore_boundary import restore_boundary_statements
from soc2_baseline.components.recovery.restore_schedule import RestoreTest
from soc2_baseline.components.recovery.service_role import service_role
from soc2_baseline.components.statements import document

START_WINDOW_HOURS = 24

_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
_NAME = "restore-test"
_MANAGED_POLICIES = {
    "restores": "service-role/AWSBackupServiceRolePolicyForRestores",
    "s3-restores": "AWSBackupServiceRolePolicyForS3Restore",
}
_STORES = ("DynamoDB", "S3")
"""Types of a tenant's stores, as in ProtectedResourceType of the AWS Backup API."""


def make_restore_tests(
    host: BaselineComponent,
    test: RestoreTest,
    vault: aws.backup.Vault,
) -> None:
    """Make the plan, and a selection by the tenant's tag for each type of store."""
    if not host.offers(_PLAN):
        return
    plan = aws.backup.RestoreTestingPlan(
        host.name,
        name=_underscored(host.physical_name(_NAME)),
        schedule_expression=test.schedule,
        schedule_expression_timezone="Etc/UTC",
        start_window_hours=START_WINDOW_HOURS,
        recovery_point_selection=aws.backup.RestoreTestingPlanRecoveryPointSelectionArgs(
            algorithm="LATEST_WITHIN_WINDOW",
            include_vaults=[vault.arn],
            recovery_point_types=["CONTINUOUS", "SNAPSHOT"],
            selection_window_days=test.window_days,
        ),
        tags=host.tags,
        opts=host.child(),
    )
    if not host.offers(_SELECTION):
        return
    role, attachments = _make_role(host)
    for store in _STORES:
        tag = aws.backup.RestoreTestingSelectionProtectedResourceConditionsStringEqualArgs(
            key="aws:ResourceTag/tenant", value=host.tenant_id
        )
        aws.backup.RestoreTestingSelection(
            f"{host.name}-{store.lower()}",
            name=_underscored(host.physical_name(store.lower())),
            restore_testing_plan_name=plan.name,
            protected_resource_type=store,
            protected_resource_conditions=(
                aws.backup.RestoreTestingSelectionProtectedResourceConditionsArgs(
                    string_equals=[tag]
                )
            ),
            validation_window_hours=test.validation_hours,
            iam_role_arn=role.arn,
            opts=host.child(depends_on=attachments),
        )


def _make_role(host: BaselineComponent) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
    boundary = aws.iam.Policy(
        f"{host.name}-{_NAME}",
        name=host.physical_name(f"{_NAME}-boundary"),
        description="The most that restore tests of this tenant can be allowed",
        policy=document(*restore_boundary_statements(Scope(host.environment, host.tenant_id))),
        tags=host.tags,
        opts=host.child(),
    )
    # Not the backup role: people may hand that one over, and this one reaches what is restored.
    return service_role(
        host,
        f"{host.name}-{_NAME}",
        role_name=_NAME,
        description=f"AWS Backup tries restores of what belongs to {host.tenant_id}",
        boundary_arn=boundary.arn,
        managed_policies=_MANAGED_POLICIES,
    )


def _underscored(name: str) -> str:
    """Return the name with underscores, as AWS takes it; ids of tenants have none of their own."""
    return name.replace("-", "_")
