"""Backups of all resources with a tenant's tag, in the tenant's own vault."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.recovery.plan import (
    BackupPlanArgs,
    BackupSettings,
    resolve,
    vault_name,
)
from soc2_baseline.components.recovery.restore_schedule import RestoreCadence, RestoreTestArgs
from soc2_baseline.components.recovery.restore_tests import make_restore_tests
from soc2_baseline.components.recovery.schedule import BackupRule
from soc2_baseline.components.recovery.service_role import service_role
from soc2_baseline.components.recovery.vault_policy import vault_statements
from soc2_baseline.components.statements import document

__all__ = ["BackupPlan", "BackupPlanArgs", "RestoreCadence", "RestoreTestArgs", "resolve"]

START_WINDOW_MINUTES = 60
COMPLETION_WINDOW_MINUTES = 720

_MANAGED_POLICIES = {
    "backup": "service-role/AWSBackupServiceRolePolicyForBackup",
    "restore": "service-role/AWSBackupServiceRolePolicyForRestores",
    "s3-backup": "AWSBackupServiceRolePolicyForS3Backup",
    "s3-restore": "AWSBackupServiceRolePolicyForS3Restore",
}


class BackupPlan(BaselineComponent, area="recovery"):
    """Backups protected from early deletion, with restore tests (A1.2, A1.3, CC7.5, C1.1, C1.2).

    Provisions the vault ``<tenant>-vault`` with its policy and lock, the plan, the role
    ``<tenant>-backup`` of AWS Backup, and a selection of all resources with the tenant's tag; the
    restore testing plan ``<tenant>_restore_test``, its selections of buckets and DynamoDB tables
    with that tag, and the role ``<tenant>-restore-test`` that only AWS Backup may assume, with its
    own boundary that denies access to the tenant's stores.
    By default: a backup each day at 03:00 UTC, with the retention of the profile (35 days or more
    in stage and prod); more often, continuously, or with copies in another region if the tenant's
    objectives require it (A1.2); encrypted with the customer managed key (C1.1); deleting a
    recovery point or shortening its retention is denied (A1.2, C1.1), and stage and prod lock the
    vault in governance mode; backups of personal data end within three years (C1.2); each month
    the latest backup of each bucket and table, at most a week old, is restored next to the original
    and deleted after a day (A1.3).

    Costs:
        The storage of the backups and of their copies, and the restores, by volume.

    Leaves out:
        The account's opt-in to services that AWS Backup leaves out by default, and notifications of
        failed jobs. Databases and disks keep the key of their source, not the vault's. Restored
        data is not validated, and AWS encrypts it with its own keys; restores of databases, disks
        and copies in other regions are not tested.

    Raises:
        ConfigError: each invalid argument, with the values that are accepted; objectives that
            backups cannot meet.
    """

    vault_arn: pulumi.Output[str]
    """The vault's ARN."""
    vault_name: pulumi.Output[str]
    """The vault's name, such as ``acme-vault``."""
    plan_id: pulumi.Output[str]
    """The plan's id."""
    role_arn: pulumi.Output[str]
    """ARN of the role that AWS Backup uses."""

    def __init__(
        self, name: str, args: BackupPlanArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, plan.tenant, opts)
        vault = self._make_vault(plan, args["key_arn"])
        backup_plan = aws.backup.Plan(
            name,
            name=self.physical_name("backup"),
            rules=[_rule(rule, vault, args.get("copy_vault_arn")) for rule in plan.rules],
            tags=self.tags,
            opts=self.child(),
        )
        role, attachments = self._make_role(args.get("boundary_arn"))
        self._select(backup_plan, role, attachments)
        make_restore_tests(self, plan.restore_test, vault)
        self.vault_arn = vault.arn
        self.vault_name = vault.name
        self.plan_id = backup_plan.id
        self.role_arn = role.arn
        self.finish(
            {
                "vaultArn": self.vault_arn,
                "vaultName": self.vault_name,
                "planId": self.plan_id,
                "roleArn": self.role_arn,
            }
        )

    def _make_vault(self, plan: BackupSettings, key_arn: pulumi.Input[str]) -> aws.backup.Vault:
        vault = aws.backup.Vault(
            self.name,
            name=vault_name(plan.tenant_id),
            kms_key_arn=key_arn,
            force_destroy=False,
            tags=self.tags,
            opts=self.stateful_child(delete_before_replace=True),
        )
        if self.offers("aws:backup/vaultPolicy:VaultPolicy"):
            aws.backup.VaultPolicy(
                self.name,
                backup_vault_name=vault.name,
                policy=document(*vault_statements(plan.environment)),
                opts=self.child(),
            )
        if plan.lock and self.offers("aws:backup/vaultLockConfiguration:VaultLockConfiguration"):
            aws.backup.VaultLockConfiguration(
                self.name,
                backup_vault_name=vault.name,
                min_retention_days=plan.lock.min_days,
                max_retention_days=plan.lock.max_days,
                changeable_for_days=plan.lock.changeable_for_days,
                opts=self.stateful_child(),
            )
        return vault

    def _make_role(
        self, boundary_arn: pulumi.Input[str] | None
    ) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
        return service_role(
            self,
            self.name,
            role_name="backup",
            description=f"AWS Backup backs up and restores what belongs to {self.tenant_id}",
            boundary_arn=boundary_arn,
            managed_policies=_MANAGED_POLICIES,
        )

    def _select(
        self, plan: aws.backup.Plan, role: aws.iam.Role, attachments: list[pulumi.Resource]
    ) -> None:
        if not self.offers("aws:backup/selection:Selection"):
            return
        tag = aws.backup.SelectionSelectionTagArgs(
            type="STRINGEQUALS", key="tenant", value=self.tenant_id
        )
        aws.backup.Selection(
            self.name,
            name=self.physical_name("tagged"),
            plan_id=plan.id,
            iam_role_arn=role.arn,
            selection_tags=[tag],
            opts=self.child(depends_on=attachments, delete_before_replace=True),
        )


def _rule(
    rule: BackupRule, vault: aws.backup.Vault, copy_vault_arn: pulumi.Input[str] | None
) -> aws.backup.PlanRuleArgs:
    # Copies of continuous backups would be snapshots, which the other rules copy already.
    copies = (
        [
            aws.backup.PlanRuleCopyActionArgs(
                destination_vault_arn=copy_vault_arn,
                lifecycle=aws.backup.PlanRuleCopyActionLifecycleArgs(
                    delete_after=rule.delete_after_days
                ),
            )
        ]
        if copy_vault_arn is not None and not rule.continuous
        else None
    )
    return aws.backup.PlanRuleArgs(
        rule_name=rule.name,
        target_vault_name=vault.name,
        schedule=rule.schedule,
        start_window=START_WINDOW_MINUTES,
        completion_window=COMPLETION_WINDOW_MINUTES,
        enable_continuous_backup=rule.continuous,
        lifecycle=aws.backup.PlanRuleLifecycleArgs(delete_after=rule.delete_after_days),
        copy_actions=copies,
    )
