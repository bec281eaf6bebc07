"""What the stand-ins are for in detection, in two regions."""

import json

import pulumi
import pulumi_aws as aws

HOME = "eu-central-1"
ACCOUNT = "123456789012"
FSBP = "standards/aws-foundational-security-best-practices/v/1.0.0"
TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"Service": "config.amazonaws.com"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
PACK = """
Resources:
  Encrypted:
    Type: AWS::Config::ConfigRule
    Properties:
      ConfigRuleName: encrypted
      Source: {Owner: AWS, SourceIdentifier: ENCRYPTED_VOLUMES}
"""
provider = aws.Provider("home", region=HOME)
own = pulumi.ResourceOptions(provider=provider)


def after(*resources: pulumi.Resource) -> pulumi.ResourceOptions:
    """The provider, and what has to be there first."""
    return pulumi.ResourceOptions(provider=provider, depends_on=resources)


role = aws.iam.Role("config", assume_role_policy=TRUST, opts=own)
bucket = aws.s3.Bucket("config", opts=own)
for region in (HOME, "us-east-1"):
    detector = aws.guardduty.Detector(
        f"detector-{region}",
        enable=True,
        finding_publishing_frequency="FIFTEEN_MINUTES",
        region=region,
        opts=own,
    )
    for feature in ("S3_DATA_EVENTS", "EKS_AUDIT_LOGS", "RDS_LOGIN_EVENTS"):
        aws.guardduty.DetectorFeature(
            f"{feature}-{region}",
            detector_id=detector.id,
            name=feature,
            status="ENABLED",
            region=region,
            opts=own,
        )
    aws.guardduty.DetectorFeature(
        f"runtime-{region}",
        detector_id=detector.id,
        name="RUNTIME_MONITORING",
        status="ENABLED",
        additional_configurations=[
            {"name": name, "status": "ENABLED"}
            for name in (
                "EKS_ADDON_MANAGEMENT",
                "ECS_FARGATE_AGENT_MANAGEMENT",
                "EC2_AGENT_MANAGEMENT",
            )
        ],
        region=region,
        opts=own,
    )
    hub = aws.securityhub.Account(
        f"hub-{region}",
        enable_default_standards=False,
        control_finding_generator="SECURITY_CONTROL",
        auto_enable_controls=True,
        region=region,
        opts=own,
    )
    aws.securityhub.StandardsSubscription(
        f"fsbp-{region}",
        standards_arn=f"arn:aws:securityhub:{region}::{FSBP}",
        region=region,
        opts=after(hub),
    )
    if region == HOME:
        aws.securityhub.FindingAggregator(
            "findings", linking_mode="ALL_REGIONS", region=region, opts=after(hub)
        )
    aws.accessanalyzer.Analyzer(
        f"external-{region}", analyzer_name="external", type="ACCOUNT", region=region, opts=own
    )
    aws.inspector2.Enabler(
        f"inspector-{region}",
        account_ids=[ACCOUNT],
        resource_types=["EC2", "ECR", "LAMBDA", "LAMBDA_CODE"],
        region=region,
        opts=own,
    )
    macie = aws.macie2.Account(
        f"macie-{region}",
        finding_publishing_frequency="FIFTEEN_MINUTES",
        status="ENABLED",
        region=region,
        opts=own,
    )
    recorder = aws.cfg.Recorder(
        f"recorder-{region}",
        name="default",
        role_arn=role.arn,
        recording_group={
            "all_supported": True,
            "include_global_resource_types": region == HOME,
        },
        region=region,
        opts=own,
    )
    channel = aws.cfg.DeliveryChannel(
        f"channel-{region}",
        name="default",
        s3_bucket_name=bucket.bucket,
        region=region,
        opts=after(recorder),
    )
    status = aws.cfg.RecorderStatus(
        f"recording-{region}",
        name=recorder.name,
        is_enabled=True,
        region=region,
        opts=after(channel),
    )
    aws.cfg.ConformancePack(
        f"pack-{region}", name="baseline", template_body=PACK, region=region, opts=after(status)
    )
    aws.cfg.RetentionConfiguration(
        f"retention-{region}", retention_period_in_days=400, region=region, opts=own
    )
unused = aws.accessanalyzer.Analyzer(
    "unused",
    analyzer_name="unused",
    type="ACCOUNT_UNUSED_ACCESS",
    configuration={"unused_access": {"unused_access_age": 90}},
    tags={"owner": "platform"},
    opts=own,
)
aws.accessanalyzer.ArchiveRule(
    "known",
    analyzer_name=unused.analyzer_name,
    rule_name="known",
    filters=[{"criteria": "resourceType", "eqs": ["AWS::IAM::Role"]}],
    opts=own,
)
rule = aws.cfg.Rule(
    "public",
    name="public-buckets",
    source={"owner": "AWS", "source_identifier": "S3_BUCKET_PUBLIC_READ_PROHIBITED"},
    opts=after(status),
)
aws.cfg.RemediationConfiguration(
    "public",
    config_rule_name=rule.name,
    resource_type="AWS::S3::Bucket",
    target_type="SSM_DOCUMENT",
    target_id="AWS-DisableS3BucketPublicReadWrite",
    automatic=False,
    parameters=[{"name": "S3BucketName", "resource_value": "RESOURCE_ID"}],
    opts=own,
)
alarm = aws.cloudwatch.MetricAlarm(
    "root",
    name="root-use",
    namespace="CIS",
    metric_name="RootUse",
    comparison_operator="GreaterThanOrEqualToThreshold",
    evaluation_periods=1,
    period=300,
    statistic="Sum",
    threshold=1,
    opts=own,
)
aws.cloudwatch.CompositeAlarm(
    "any",
    alarm_name="any",
    alarm_rule=pulumi.Output.concat("ALARM(", alarm.name, ")"),
    alarm_actions=[f"arn:aws:sns:{HOME}:{ACCOUNT}:t"],
    tags={"owner": "platform"},
    opts=own,
)
aws.guardduty.MalwareProtectionPlan(
    "uploads",
    role=role.arn,
    protected_resource={"s3_bucket": {"bucket_name": bucket.bucket}},
    actions=[{"taggings": [{"status": "ENABLED"}]}],
    opts=own,
)
aws.guardduty.PublishingDestination(
    "findings",
    detector_id=detector.id,
    destination_arn=bucket.arn,
    kms_key_arn=f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k",
    region="us-east-1",
    opts=own,
)
aws.macie2.ClassificationExportConfiguration(
    "export",
    s3_destination={
        "bucket_name": bucket.bucket,
        "kms_key_arn": f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k",
    },
    region="us-east-1",
    opts=after(macie),
)
