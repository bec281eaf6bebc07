"""AWS Config in every region: what the account has, how it changed, and whether it may be so."""

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
"""A region has one recorder and one channel, for which AWS itself uses this name."""

_PACK_TYPE = "aws:cfg/conformancePack:ConformancePack"
_RULE_TYPE = "aws:cfg/rule:Rule"
_RETENTION_TYPE = "aws:cfg/retentionConfiguration:RetentionConfiguration"


class ConfigRecorder(BaselineComponent, area="detection"):
    """A recorder for each region, with rules (CC6.1, CC7.1, CC7.2, CC8.1, A1.2, C1.1).

    Provisions in every region a recorder of all types that AWS Config supports, its delivery
    channel, how long the history is kept (seven years by default), and a conformance pack of AWS's
    managed rules; in the home region also the bucket that all regions deliver to, and the recording
    of IAM with the rules about the account (in the first region that can, where AWS Config cannot
    record IAM at home). The recorders have AWS Config's own service-linked role, as Security Hub
    asks (Config.1). The bucket is encrypted with the customer managed key, versioned, logged, and
    closed to all but AWS Config for this account.

    Costs:
        AWS Config by configuration items and by evaluations of rules, and the storage. Accounts in
        which resources come and go by the thousand pay most.

    Leaves out:
        A lock on the bucket: AWS Config cannot deliver to a locked one. Remediation. An aggregator
        for other accounts. Rules that no AWS-managed identifier has: see the policy pack.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    bucket_name: pulumi.Output[str]
    """Name of the bucket that AWS Config delivers to."""
    bucket_arn: pulumi.Output[str]
    """Its ARN."""
    recorder_names: dict[str, pulumi.Output[str]]
    """Names of the recorders by region; who takes one waits until that recorder runs."""
    global_region: str
    """The region in which IAM is recorded and the account judged: the home region, if it can."""
    rules_left_out: dict[str, list[str]]
    """Region to the managed rules that AWS does not offer there."""

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
            # Once is enough: each region would record, and charge, the same.
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
