"""Defaults of a region for clusters, images in registries, documents and backups.

Sources: Amazon EMR management guide (block public access), Amazon ECR user guide (enhanced
scanning), AWS Systems Manager user guide (block public sharing of documents, logs of scripts),
AWS Backup developer guide (service opt-in, advanced DynamoDB backup).
"""

import pulumi_aws as aws

from soc2_baseline.components.account.regional_plan import MANAGED_BY_BACKUP, RegionalPlan
from soc2_baseline.components.base import BaselineComponent

_SSM_SETTINGS = {
    "documents": ("ssm/documents/console/public-sharing-permission", "Disable"),
    "scripts": ("ssm/automation/customer-script-log-destination", "CloudWatch"),
}
"""Settings of AWS Systems Manager by a word, each with its value."""


def close_clusters(host: BaselineComponent, region: str) -> None:
    """Block clusters of Amazon EMR whose security groups let everybody in, on any port."""
    if host.offers("aws:emr/blockPublicAccessConfiguration:BlockPublicAccessConfiguration"):
        aws.emr.BlockPublicAccessConfiguration(
            f"{host.name}-{region}",
            block_public_security_group_rules=True,
            region=region,
            opts=host.child(),
        )


def scan_images(host: BaselineComponent, region: str) -> None:
    """Scan every image of the registry when it arrives, and again with new findings."""
    if host.offers("aws:ecr/registryScanningConfiguration:RegistryScanningConfiguration"):
        every = aws.ecr.RegistryScanningConfigurationRuleRepositoryFilterArgs(
            filter="*", filter_type="WILDCARD"
        )
        aws.ecr.RegistryScanningConfiguration(
            f"{host.name}-{region}",
            scan_type="ENHANCED",
            rules=[
                aws.ecr.RegistryScanningConfigurationRuleArgs(
                    scan_frequency="CONTINUOUS_SCAN", repository_filters=[every]
                )
            ],
            region=region,
            opts=host.child(),
        )


def guard_documents(host: BaselineComponent, region: str) -> None:
    """Keep documents of Systems Manager private, and log what their automations run."""
    if not host.offers("aws:ssm/serviceSetting:ServiceSetting"):
        return
    for word, (setting, value) in _SSM_SETTINGS.items():
        aws.ssm.ServiceSetting(
            f"{host.name}-{word}-{region}",
            setting_id=host.environment.arn("ssm", f"servicesetting/{setting}", region=region),
            setting_value=value,
            region=region,
            opts=host.child(),
        )


def opt_in_backups(host: BaselineComponent, plan: RegionalPlan, region: str) -> None:
    """Opt in to AWS Backup, which leaves out silently what is not opted in."""
    if host.offers("aws:backup/regionSettings:RegionSettings"):
        aws.backup.RegionSettings(
            f"{host.name}-{region}",
            resource_type_opt_in_preference=dict.fromkeys(plan.backup_services, True),
            resource_type_management_preference={
                service: True for service in MANAGED_BY_BACKUP if service in plan.backup_services
            },
            region=region,
            opts=host.child(),
        )
