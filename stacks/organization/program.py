"""The stack of the management account: what all accounts have in common, and cannot change."""

import pulumi

from soc2_baseline.components.access.identity_center import IdentityCenter
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive, LogArchiveArgs
from soc2_baseline.components.logs.trail import AuditTrail, AuditTrailArgs
from soc2_baseline.components.organization.delegation import DelegatedAdministrator
from soc2_baseline.components.organization.guardrails import Guardrails
from soc2_baseline.components.organization.member_account import MemberAccount
from soc2_baseline.components.organization.organization import Organization
from soc2_baseline.components.organization.spending import SpendingAlerts
from soc2_baseline.stacks.organization.settings import OrganizationSettings


def organization(settings: OrganizationSettings, opts: pulumi.ResourceOptions) -> None:
    """Provision the organization, its accounts and guardrails, the trail and spending alerts."""
    made = Organization("organization", settings.organization_args(), opts)
    known = settings.organization_id or made.organization_id
    guardrails = Guardrails(
        "guardrails", settings.guardrail_args(known, made.root_id, dict(made.unit_ids)), opts
    )
    accounts = {
        member.name: MemberAccount(
            member.name, settings.member_args(member, made.unit_ids[member.unit.value]), opts
        )
        for member in settings.accounts
    }
    if settings.security_account:
        administrator = accounts[settings.security_account].account_id
        DelegatedAdministrator("security", settings.delegation_args(administrator), opts)
    if people := settings.access_args():
        IdentityCenter("people", people, opts)
    trail = _trail(settings, opts)
    SpendingAlerts("spending", settings.spending_args(), opts)
    pulumi.export("organizationId", made.organization_id)
    pulumi.export("rootId", made.root_id)
    pulumi.export("unitIds", made.unit_ids)
    pulumi.export("accountIds", {name: account.account_id for name, account in accounts.items()})
    pulumi.export("policyIds", guardrails.policy_ids)
    pulumi.export("trailArn", trail.trail_arn)


def _trail(settings: OrganizationSettings, opts: pulumi.ResourceOptions) -> AuditTrail:
    """Provision the trail of all accounts, into the log archive account or its own archive."""
    environment = settings.environment.args
    bucket: pulumi.Input[str]
    key_arn: pulumi.Input[str]
    if settings.audit_bucket and settings.audit_key_arn:
        bucket, key_arn = settings.audit_bucket, settings.audit_key_arn
    else:
        users = [KeyUser.S3, KeyUser.LOGS, KeyUser.LOG_DELIVERY, KeyUser.CLOUDTRAIL]
        key = EncryptionKey("organization-key", {"environment": environment, "users": users}, opts)
        archive_args: LogArchiveArgs = {"environment": environment, "key_arn": key.arn}
        if settings.organization_id:
            archive_args["organization_id"] = settings.organization_id
        archive = LogArchive("organization-logs", archive_args, opts)
        bucket, key_arn = archive.audit_bucket, key.arn
    args: AuditTrailArgs = {"environment": environment, "key_arn": key_arn, "bucket": bucket}
    if settings.organization_id:
        args["organization_id"] = settings.organization_id
    return AuditTrail("organization-trail", args, opts)
