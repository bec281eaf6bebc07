"""What the stand-ins are for in an account, in two regions."""

import pulumi
import pulumi_aws as aws

HOME = "eu-central-1"
TYPES = [
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
]
SHARING = "/ssm/documents/console/public-sharing-permission"
provider = aws.Provider("home", region=HOME)
own = pulumi.ResourceOptions(provider=provider)

for region in (HOME, "us-east-1"):
    key = aws.kms.Key(f"ebs-{region}", region=region, deletion_window_in_days=30, opts=own)
    aws.ebs.EncryptionByDefault(f"ebs-{region}", region=region, opts=own)
    aws.ebs.DefaultKmsKey(f"ebs-{region}", key_arn=key.arn, region=region, opts=own)
    aws.ebs.SnapshotBlockPublicAccess(
        f"snapshots-{region}", state="block-all-sharing", region=region, opts=own
    )
    aws.ec2.ImageBlockPublicAccess(
        f"images-{region}", state="block-new-sharing", region=region, opts=own
    )
    aws.ec2.InstanceMetadataDefaults(
        f"metadata-{region}",
        http_tokens="required",
        http_put_response_hop_limit=2,
        http_endpoint="enabled",
        instance_metadata_tags="disabled",
        region=region,
        opts=own,
    )
    aws.ec2.SerialConsoleAccess(f"console-{region}", enabled=False, region=region, opts=own)
    aws.ec2.VpcBlockPublicAccessOptions(
        f"vpc-{region}", internet_gateway_block_mode="block-ingress", region=region, opts=own
    )
    aws.emr.BlockPublicAccessConfiguration(
        f"emr-{region}", block_public_security_group_rules=True, region=region, opts=own
    )
    aws.ssm.ServiceSetting(
        f"documents-{region}",
        setting_id=f"arn:aws:ssm:{region}:123456789012:servicesetting{SHARING}",
        setting_value="Disable",
        region=region,
        opts=own,
    )
    aws.backup.RegionSettings(
        f"backup-{region}",
        resource_type_opt_in_preference=dict.fromkeys(TYPES, True),
        resource_type_management_preference={"DynamoDB": True, "EFS": True},
        region=region,
        opts=own,
    )
vault = aws.backup.Vault("vault", name="vault", opts=own)
topic = aws.sns.Topic("backup", opts=own)
aws.backup.VaultNotifications(
    "v",
    backup_vault_name=vault.name,
    sns_topic_arn=topic.arn,
    backup_vault_events=["BACKUP_JOB_FAILED", "RESTORE_JOB_FAILED"],
    opts=own,
)
aws.backup.Framework(
    "f",
    name="audit",
    controls=[
        {"name": "BACKUP_RECOVERY_POINT_ENCRYPTED"},
        {
            "name": "BACKUP_RECOVERY_POINT_MINIMUM_RETENTION_CHECK",
            "input_parameters": [{"name": "requiredRetentionDays", "value": "35"}],
        },
    ],
    opts=own,
)
aws.backup.GlobalSettings(
    "organization", global_settings={"isCrossAccountBackupEnabled": "true"}, opts=own
)
aws.account.AlternativeContact(
    "security",
    alternate_contact_type="SECURITY",
    name="Security",
    title="On call",
    email_address="security@example.com",
    phone_number="+49301234567",
    opts=own,
)
aws.account.PrimaryContact(
    "primary",
    full_name="Platform",
    address_line1="Street 1",
    city="Berlin",
    postal_code="10115",
    country_code="DE",
    phone_number="+49301234567",
    opts=own,
)
aws.iam.AccountAlias("alias", account_alias="baseline-sandbox", opts=own)
aws.iam.AccountPasswordPolicy("passwords", minimum_password_length=14, opts=own)
aws.iam.ServiceLinkedRole("config", aws_service_name="config.amazonaws.com", opts=own)
aws.s3.AccountPublicAccessBlock("account", block_public_acls=True, opts=own)
aws.ecr.RegistryScanningConfiguration(
    "scanning",
    scan_type="ENHANCED",
    rules=[
        {
            "scan_frequency": "CONTINUOUS_SCAN",
            "repository_filters": [{"filter": "*", "filter_type": "WILDCARD"}],
        }
    ],
    opts=own,
)
vpc = aws.ec2.DefaultVpc("default", opts=own)
aws.ec2.DefaultSecurityGroup("default", vpc_id=vpc.id, opts=own)
aws.ec2.DefaultRouteTable(
    "default", default_route_table_id=vpc.default_route_table_id, routes=[], opts=own
)
