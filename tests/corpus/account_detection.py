"""An account of a company: recorded, watched, and with people who are told."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
KEY = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/11111111-2222-3333-4444-555555555555"
LOG_BUCKET = "example-log-archive"  # of the log archive account


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


# What nobody has to ask for.
aws.s3.AccountPublicAccessBlock(
    "account",
    block_public_acls=True,
    block_public_policy=True,
    ignore_public_acls=True,
    restrict_public_buckets=True,
)
aws.iam.AccountPasswordPolicy(
    "account",
    minimum_password_length=14,
    password_reuse_prevention=24,
    max_password_age=90,
    require_lowercase_characters=True,
    require_numbers=True,
    require_symbols=True,
    require_uppercase_characters=True,
)
aws.ebs.EncryptionByDefault("account", enabled=True)
aws.ebs.DefaultKmsKey("account", key_arn=KEY)
aws.ebs.SnapshotBlockPublicAccess("account", state="block-all-sharing")
aws.ec2.ImageBlockPublicAccess("account", state="block-new-sharing")
aws.ec2.InstanceMetadataDefaults(
    "account", http_endpoint="enabled", http_tokens="required", http_put_response_hop_limit=2
)
aws.ec2.SerialConsoleAccess("account", enabled=False)
aws.emr.BlockPublicAccessConfiguration("account", block_public_security_group_rules=True)
aws.ssm.ServiceSetting(
    "documents",
    setting_id=f"arn:aws:ssm:{REGION}:{ACCOUNT}:servicesetting"
    "/ssm/documents/console/public-sharing-permission",
    setting_value="Disable",
)

# The record: CloudTrail and AWS Config.
group = aws.cloudwatch.LogGroup(
    "cloudtrail", name="cloudtrail", retention_in_days=400, kms_key_id=KEY
)
taken = [
    {"eventCategory": "Management"},
    {"eventCategory": "Data", "resources.type": "AWS::S3::Object"},
    {"eventCategory": "Data", "resources.type": "AWS::Lambda::Function"},
]
trails = {"all-regions": LOG_BUCKET}
for name, bucket in trails.items():
    aws.cloudtrail.Trail(
        name,
        s3_bucket_name=bucket,
        kms_key_id=KEY,
        is_multi_region_trail=True,
        enable_log_file_validation=True,
        cloud_watch_logs_group_arn=group.arn.apply(lambda arn: f"{arn}:*"),
        cloud_watch_logs_role_arn=f"arn:aws:iam::{ACCOUNT}:role/cloudtrail-to-logs",
        advanced_event_selectors=[
            {"field_selectors": [{"field": f, "equals": [v]} for f, v in fields.items()]}
            for fields in taken
        ],
        insight_selectors=[{"insight_type": "ApiCallRateInsight"}],
    )
recorder = aws.cfg.Recorder(
    "all",
    role_arn=f"arn:aws:iam::{ACCOUNT}:role/aws-service-role/config.amazonaws.com/"
    "AWSServiceRoleForConfig",
    recording_group={"all_supported": True, "include_global_resource_types": True},
)
aws.cfg.DeliveryChannel("all", s3_bucket_name=LOG_BUCKET, s3_kms_key_arn=KEY)
aws.cfg.RecorderStatus("all", name=recorder.name, is_enabled=True)

# What watches.
detector = aws.guardduty.Detector("account", enable=True)
for feature in (
    "S3_DATA_EVENTS",
    "EKS_AUDIT_LOGS",
    "EBS_MALWARE_PROTECTION",
    "RDS_LOGIN_EVENTS",
    "LAMBDA_NETWORK_LOGS",
    "RUNTIME_MONITORING",
):
    aws.guardduty.DetectorFeature(feature, detector_id=detector.id, name=feature, status="ENABLED")
aws.securityhub.Account("account", enable_default_standards=False)
for standard in (
    "aws-foundational-security-best-practices/v/1.0.0",
    "cis-aws-foundations-benchmark/v/3.0.0",
):
    aws.securityhub.StandardsSubscription(
        standard, standards_arn=f"arn:aws:securityhub:{REGION}::standards/{standard}"
    )
aws.inspector2.Enabler("account", account_ids=[ACCOUNT], resource_types=["EC2", "ECR", "LAMBDA"])
aws.macie2.Account("account", status="ENABLED")
for kind in ("ACCOUNT", "ACCOUNT_UNUSED_ACCESS"):
    aws.accessanalyzer.Analyzer(kind, analyzer_name=kind.lower(), type=kind)

# Who is told.
aws.account.AlternativeContact(
    "security",
    alternate_contact_type="SECURITY",
    name="Security team",
    title="Security",
    email_address="security@example.com",
    phone_number="+49 30 0000000",
)
topic = aws.sns.Topic("security", name="security", kms_master_key_id=KEY)
aws.sns.TopicPolicy(
    "security",
    arn=topic.arn,
    policy=document(
        {
            "Effect": "Allow",
            "Principal": {"Service": ["events.amazonaws.com", "cloudwatch.amazonaws.com"]},
            "Action": "sns:Publish",
            "Resource": f"arn:aws:sns:{REGION}:{ACCOUNT}:security",
            "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
        }
    ),
)
for source, kind in {
    "guardduty": "GuardDuty Finding",
    "securityhub": "Security Hub Findings - Imported",
}.items():
    rule = aws.cloudwatch.EventRule(
        source,
        event_pattern=json.dumps({"source": [f"aws.{source}"], "detail-type": [kind]}),
    )
    aws.cloudwatch.EventTarget(source, rule=rule.name, arn=topic.arn)


def changes(source, *names):
    named = " || ".join(f"($.eventName = {name})" for name in names)
    return f"{{ ($.eventSource = {source}.amazonaws.com) && ({named}) }}"


def each(verbs, nouns):
    return [f"{verb}{noun}" for noun in nouns.split() for verb in verbs.split()]


PATTERNS = {
    "root": '{ ($.userIdentity.type = "Root") && ($.userIdentity.invokedBy NOT EXISTS)'
    ' && ($.eventType != "AwsServiceEvent") }',
    "denied": '{ ($.errorCode = "*UnauthorizedOperation") || ($.errorCode = "AccessDenied*") }',
    "no-mfa": '{ ($.eventName = "ConsoleLogin") && ($.additionalEventData.MFAUsed != "Yes")'
    ' && ($.userIdentity.type = "IAMUser") && ($.responseElements.ConsoleLogin = "Success") }',
    "sign-in-failures": "{ ($.eventName = ConsoleLogin)"
    ' && ($.errorMessage = "Failed authentication") }',
    "iam": changes(
        "iam",
        *each("Put Delete Attach Detach", "RolePolicy UserPolicy GroupPolicy"),
        *each("Create Delete", "Policy PolicyVersion"),
    ),
    "trail": changes(
        "cloudtrail", *each("Create Update Delete", "Trail"), "StartLogging", "StopLogging"
    ),
    "keys": changes("kms", "DisableKey", "ScheduleKeyDeletion"),
    "buckets": changes(
        "s3",
        "PutBucketAcl",
        *each("Put Delete", "BucketPolicy BucketCors BucketLifecycle BucketReplication"),
    ),
    "config": changes(
        "config",
        "StopConfigurationRecorder",
        "PutConfigurationRecorder",
        *each("Put Delete", "DeliveryChannel"),
    ),
    "security-groups": changes(
        "ec2",
        *each("Create Delete", "SecurityGroup"),
        *each("Authorize Revoke", "SecurityGroupIngress SecurityGroupEgress"),
    ),
    "network-acls": changes(
        "ec2",
        *each("Create Delete", "NetworkAcl NetworkAclEntry"),
        *each("Replace", "NetworkAclEntry NetworkAclAssociation"),
    ),
    "gateways": changes(
        "ec2",
        *each("Create Delete", "CustomerGateway InternetGateway"),
        *each("Attach Detach", "InternetGateway"),
    ),
    "routes": changes(
        "ec2",
        *each("Create Delete", "Route RouteTable"),
        *each("Replace", "Route RouteTableAssociation"),
        "DisassociateRouteTable",
    ),
    "vpcs": changes(
        "ec2",
        *each("Create Delete", "Vpc VpcPeeringConnection"),
        *each("Accept Reject", "VpcPeeringConnection"),
        "ModifyVpcAttribute",
    ),
}
for name, pattern in PATTERNS.items():
    counted = aws.cloudwatch.LogMetricFilter(
        name,
        name=name,
        log_group_name=group.name,
        pattern=pattern,
        metric_transformation={"name": name, "namespace": "cis", "value": "1"},
    )
    aws.cloudwatch.MetricAlarm(
        name,
        namespace="cis",
        metric_name=counted.metric_transformation.name,
        statistic="Sum",
        period=300,
        evaluation_periods=1,
        comparison_operator="GreaterThanOrEqualToThreshold",
        threshold=1,
        treat_missing_data="notBreaching",
        alarm_actions=[topic.arn],
    )
