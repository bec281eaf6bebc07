"""Region settings and global settings of AWS Backup."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Setting, now, operations

_TYPES = (
    "Aurora",
    "CloudFormation",
    "DocumentDB",
    "DynamoDB",
    "EBS",
    "EC2",
    "EFS",
    "FSx",
    "Neptune",
    "RDS",
    "Redshift",
    "S3",
    "SAP HANA on Amazon EC2",
    "Storage Gateway",
    "Timestream",
    "VirtualMachine",
)

STAND_IN = stand_in(
    name="Backup settings",
    gap="moto has no settings of AWS Backup for a region or an organization",
    service="backup",
    handlers=operations(
        Setting(
            name="region_settings",
            reads="DescribeRegionSettings",
            writes={"UpdateRegionSettings": {}},
            merged=("ResourceTypeOptInPreference", "ResourceTypeManagementPreference"),
            defaults={
                "ResourceTypeOptInPreference": dict.fromkeys(_TYPES, False),
                "ResourceTypeManagementPreference": {"DynamoDB": False, "EFS": False},
            },
        ),
        Setting(
            name="global_settings",
            reads="DescribeGlobalSettings",
            writes={"UpdateGlobalSettings": {"LastUpdateTime": now}},
            merged=("GlobalSettings",),
            defaults={"GlobalSettings": {"isCrossAccountBackupEnabled": "false"}},
        ),
    ),
)
