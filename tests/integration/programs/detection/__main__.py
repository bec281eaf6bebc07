"""What watches an account, in the regions that are allowed."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.detection.config_recorder import ConfigRecorder
from soc2_baseline.components.detection.metric_alarms import MetricAlarms
from soc2_baseline.components.detection.threat_detection import ThreatDetection
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.components.keys.key_policy import KeyUser
from soc2_baseline.components.logs.log_archive import LogArchive
from soc2_baseline.components.logs.trail import AuditTrail
from soc2_baseline.components.statements import Principals, Statement, document
from soc2_baseline.stacks.common.run import run
from soc2_baseline.stacks.common.settings import AccountSettings

KEY_USERS = [KeyUser.S3, KeyUser.LOGS, KeyUser.LOG_DELIVERY, KeyUser.CLOUDTRAIL, KeyUser.CONFIG]


def program(settings: AccountSettings, opts: pulumi.ResourceOptions) -> None:
    """Provision the account's key, its archive, and everything of this part."""
    environment = settings.environment.args
    regions = settings.allowed_regions
    key = EncryptionKey("account-key", {"environment": environment, "users": KEY_USERS}, opts)
    archive = LogArchive("account-logs", {"environment": environment, "key_arn": key.arn}, opts)
    trail = AuditTrail(
        "account-trail",
        {"environment": environment, "key_arn": key.arn, "bucket": archive.audit_bucket},
        opts,
    )
    ConfigRecorder(
        "account-config",
        {
            "environment": environment,
            "regions": regions,
            "key_arn": key.arn,
            "log_bucket": archive.access_log_bucket,
        },
        opts,
    )
    ThreatDetection("threats", {"environment": environment, "regions": regions}, opts)
    MetricAlarms(
        "cis",
        {
            "environment": environment,
            "log_group_name": trail.log_group_name,
            "topic_arn": topic(settings.region, settings.account_id, key.arn, opts),
        },
        opts,
    )


def topic(
    region: str, account: str, key_arn: pulumi.Input[str], opts: pulumi.ResourceOptions
) -> pulumi.Output[str]:
    """Where alarms go, which is not part of what is tried here."""
    made = aws.sns.Topic("alarms", name="shared-alarms", kms_master_key_id=key_arn, opts=opts)
    publish = Statement(
        sid="Alarms",
        principals=Principals(services=["cloudwatch.amazonaws.com"]),
        actions=["sns:Publish"],
        resources=[f"arn:aws:sns:{region}:{account}:shared-alarms"],
        conditions={"StringEquals": {"aws:SourceAccount": account}},
    )
    aws.sns.TopicPolicy("alarms", arn=made.arn, policy=document(publish), opts=opts)
    return made.arn


run(AccountSettings, program)
