"""AWS Config in every region: inventory, history of configurations, and managed rules."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.detection.config_plan import ConfigRecorderArgs, resolve
from soc2_baseline.components.detection.config_rules import (
    RuleScope,
    lacking_rules,
    pack_template,
    rules_of,
)
from soc2_baseline.components.storage.hardened_bucket import HardenedBucket
from soc2_baseline.core.vocabulary import DataClass

__all__ = ["ConfigRecorder", "ConfigRecorderArgs", "resolve"]

PACK = "soc2-baseline"
_SERVICE = "config.amazonaws.com"
_ONLY_ONE = "default"
"""The name that AWS itself gives the single recorder and the single channel of a region."""

_PACK_TYPE = "aws:cfg/conformancePack:ConformancePack"
_RULE_TYPE = "aws:cfg/rule:Rule"
_RETENTION_TYPE = "aws:cfg/retentionConfiguration:RetentionConfiguration"


class ConfigRecorder(BaselineComponent, area="detection"):
    """Recorders and rules of AWS Config (CC6.1, CC7.1, CC7.2, CC8.1, A1.2, C1.1).

    Provisions in every region a recorder of all types that AWS Config supports, its delivery
    channel, the retention of the history (seven years by default), and a conformance pack of AWS's
    managed rules; in the home region also the bucket to which all regions deliver, and the
    recording of IAM with the rules about the account (in the first capable region if AWS Config
    cannot record IAM at home). The recorders use AWS Config's service-linked role, as Security Hub
    requires (Config.1). The bucket is encrypted with the customer managed key, versioned, logged,
    and closed to all but AWS Config for this account.

    Costs:
        AWS Config by configuration items and by evaluations of rules, and the storage. Accounts
        that create and delete thousands of resources pay most.

    Leaves out:
        Object Lock on the bucket: AWS Config cannot deliver to a locked one. Remediation. An
        aggregator for other accounts. Checks for which AWS has no managed rule: see the policy
        pack.

    Raises:
        ConfigError: each invalid argument, with the values that are accepted.
    """

    bucket_name: pulumi.Output[str]
    """Name of AWS Config's delivery bucket."""
    bucket_arn: pulumi.Output[str]
    """ARN of AWS Config's delivery bucket."""
    recorder_names: dict[str, pulumi.Output[str]]
    """Names of the recorders by region; each resolves once its recorder runs."""
    global_region: str
    """The region that records IAM and evaluates the account: the home region if possible."""
    rules_left_out: dict[str, list[str]]
    """Managed rules that AWS does not offer, by region."""

    def __init__(
        self, name: str, args: ConfigRecorderArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, None, opts, data_class=DataClass.CONFIDENTIAL)
        bucket = HardenedBucket(
            self,
            name,
            plan.bucket,
            tags=self.tags,
            key_arn=args["key_arn"],
            log_bucket=args["log_bucket"],
        )
        role_arn = self._role(exists=plan.service_role_exists)
        running = {
            region: self._record(region, role_arn, bucket, args, plan.global_region)
            for region in plan.regions
        }
        for region, status in running.items():
            self._keep(region, plan.history_days, status)
            self._judge_resources(region, status)
        self._judge_account(plan.global_region, running[plan.global_region])
        self.bucket_name = bucket.ready_name
        self.bucket_arn = bucket.bucket.arn
        self.recorder_names = {region: status.name for region, status in running.items()}
        self.global_region = plan.global_region
        self.rules_left_out = {
            region: lacking_rules(region, account=region == plan.global_region)
            for region in plan.regions
        }
        self.finish(
            {
                "bucketName": self.bucket_name,
                "bucketArn": self.bucket_arn,
                "recorderNames": self.recorder_names,
                "globalRegion": self.global_region,
                "rulesLeftOut": self.rules_left_out,
            }
        )

    def _role(self, *, exists: bool) -> pulumi.Input[str]:
        if exists:
            role = f"role/aws-service-role/{_SERVICE}/AWSServiceRoleForConfig"
            return self.environment.arn("iam", role, region="")
        made = aws.iam.ServiceLinkedRole(
            self.name, aws_service_name=_SERVICE, tags=self.tags, opts=self.child()
        )
        return made.arn

    def _record(
        self,
        region: str,
        role_arn: pulumi.Input[str],
        bucket: HardenedBucket,
        args: ConfigRecorderArgs,
        global_region: str,
    ) -> aws.cfg.RecorderStatus:
        group = aws.cfg.RecorderRecordingGroupArgs(
            all_supported=True,
            # In one region only: each region would record, and charge, the same.
            include_global_resource_types=region == global_region,
        )
        name = f"{self.name}-{region}"
        recorder = aws.cfg.Recorder(
            name,
            name=_ONLY_ONE,
            role_arn=role_arn,
            recording_group=group,
            region=region,
            opts=self.child(delete_before_replace=True),
        )
        topics: Mapping[str, pulumi.Input[str]] = args.get("topic_arns") or {}
        channel = aws.cfg.DeliveryChannel(
            name,
            name=_ONLY_ONE,
            s3_bucket_name=bucket.ready_name,
            s3_kms_key_arn=args["key_arn"],
            sns_topic_arn=topics.get(region),
            snapshot_delivery_properties=aws.cfg.DeliveryChannelSnapshotDeliveryPropertiesArgs(
                delivery_frequency="TwentyFour_Hours"
            ),
            region=region,
            opts=self.child(depends_on=[recorder], delete_before_replace=True),
        )
        return aws.cfg.RecorderStatus(
            name,
            name=recorder.name,
            is_enabled=True,
            region=region,
            opts=self.child(depends_on=[channel]),
        )

    def _keep(self, region: str, days: int, status: aws.cfg.RecorderStatus) -> None:
        if self.offers(_RETENTION_TYPE):
            aws.cfg.RetentionConfiguration(
                f"{self.name}-{region}",
                retention_period_in_days=days,
                region=region,
                opts=self.child(depends_on=[status]),
            )

    def _judge_resources(self, region: str, status: aws.cfg.RecorderStatus) -> None:
        if self.offers(_PACK_TYPE):
            aws.cfg.ConformancePack(
                f"{self.name}-{region}",
                name=PACK,
                template_body=pack_template(region),
                region=region,
                opts=self.child(depends_on=[status], delete_before_replace=True),
            )

    def _judge_account(self, region: str, status: aws.cfg.RecorderStatus) -> None:
        if not self.offers(_RULE_TYPE):
            return
        for rule in rules_of(RuleScope.ACCOUNT, region):
            aws.cfg.Rule(
                f"{self.name}-{rule.name}",
                name=rule.name,
                description=f"SOC 2 {', '.join(rule.criteria)}",
                source=aws.cfg.RuleSourceArgs(owner="AWS", source_identifier=rule.identifier),
                input_parameters=rule.input_parameters,
                region=region,
                tags=self.tags,
                opts=self.child(depends_on=[status], delete_before_replace=True),
            )
