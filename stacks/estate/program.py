"""The all-in-one stack: a small account section, then each tenant of the configuration."""

import pulumi

from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.tenancy.tenant_baseline import TableArgs, TenantBaseline
from soc2_baseline.stacks.estate.settings import EstateSettings

TELEMETRY: TableArgs = {
    "name": "telemetry",
    "hash_key": "machine",
    "range_key": "time",
    "ttl_attribute": "expires",
}
"""Reports of machines: the table that every tenant of a manufacturing product has."""


def estate(settings: EstateSettings, opts: pulumi.ResourceOptions) -> None:
    """Provision the account's key and log archive, then the tenants."""
    environment = settings.environment.args
    users = [KeyUser.S3, KeyUser.LOGS, KeyUser.LOG_DELIVERY, KeyUser.CLOUDTRAIL]
    key = EncryptionKey("shared-key", {"environment": environment, "users": users}, opts)
    archive = LogArchive("shared-logs", {"environment": environment, "key_arn": key.arn}, opts)
    tenants = {
        tenant.id: TenantBaseline(
            tenant.id,
            {
                "environment": environment,
                "tenant": tenant.args,
                "log_bucket": archive.access_log_bucket,
                "tables": [TELEMETRY],
            },
            opts,
        )
        for tenant in settings.resolved_tenants
    }
    pulumi.export("accessLogBucket", archive.access_log_bucket)
    pulumi.export("auditBucket", archive.audit_bucket)
    for tenant_id, tenant in tenants.items():
        pulumi.export(
            tenant_id,
            {
                "bucketName": tenant.bucket_name,
                "keyArn": tenant.key_arn,
                "boundaryArn": tenant.boundary_arn,
                "vaultArn": tenant.vault_arn,
            },
        )
