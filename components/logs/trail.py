"""The account's trail: who did what, in every region, kept where nobody can change it."""

import re
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import (
    AUDIT_LOG_DAYS,
    Environment,
    EnvironmentArgs,
)
from soc2_baseline.components.logs.event_selectors import (
    data_event_problems,
    event_selectors,
    event_types,
)
from soc2_baseline.components.logs.plan import LOG_GROUP_DAYS, organization_problems
from soc2_baseline.components.placement import placed
from soc2_baseline.components.statements import Statement, document, service_trust
from soc2_baseline.core.errors import ConfigError

INSIGHTS = ("ApiCallRateInsight", "ApiErrorRateInsight")
_TRAIL_NAME = re.compile(r"[a-z0-9][a-z0-9-]{1,50}[a-z0-9]")


class AuditTrailArgs(TypedDict):
    """Arguments of :class:`AuditTrail`."""

    environment: EnvironmentArgs
    """The account; its region is the home region of the trail."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key that encrypts log files and the log group."""
    bucket: pulumi.Input[str]
    """Name of the archive that log files go to: ``LogArchive.audit_bucket``."""
    organization_id: NotRequired[str]
    """The organization whose accounts the trail records all, such as ``o-a1b2c3d4e5``; this account
    alone where left out. Give it to the LogArchive too."""
    more_data_events: NotRequired[list[str]]
    """Further types of resources whose data events are recorded, such as AWS::SNS::Topic."""
    without_data_events: NotRequired[dict[str, str]]
    """Types of the default whose data events are not recorded, each with the id of an exception
    about ``cloudtrail-data-events``."""
    log_days: NotRequired[int]
    """Days in which the log group keeps events, 400 or more; 400 by default."""
    boundary_arn: NotRequired[pulumi.Input[str]]
    """ARN of the permissions boundary of the role that writes to the log group."""


@dataclass(frozen=True)
class AuditTrailPlan:
    """The checked arguments of AuditTrail."""

    environment: Environment
    data_events: tuple[str, ...]
    organization_id: str | None
    log_days: int


def resolve(name: str, args: AuditTrailArgs) -> AuditTrailPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"AuditTrail {name!r}"
    args, environment, _ = placed(args, AuditTrailArgs, place)
    more = args.get("more_data_events") or []
    without = args.get("without_data_events") or {}
    organization_id = args.get("organization_id")
    days = args.get("log_days", AUDIT_LOG_DAYS)
    accepted = [each for each in LOG_GROUP_DAYS if each >= AUDIT_LOG_DAYS]
    problems = [
        *organization_problems(place, organization_id),
        *data_event_problems(place, environment, more, without),
    ]
    if not _TRAIL_NAME.fullmatch(name):
        problems.append(
            f"{place}: the name; accepted are 3 to 52 lower-case letters, digits and hyphens"
        )
    if days not in accepted:
        problems.append(f"{place}: log_days {days!r}; accepted are {', '.join(map(str, accepted))}")
    if problems:
        raise ConfigError(problems)
    return AuditTrailPlan(environment, event_types(more, without), organization_id, days)


class AuditTrail(BaselineComponent, area="logs"):
    """A trail of all regions (CC2.1, CC6.1, CC7.2, CC7.3, PI1.5).

    Provisions the trail ``<tenant>-<name>``, its log group ``/<tenant>/cloudtrail/<name>`` and the
    role with which CloudTrail writes there. By default: every management event of every region and
    of global services; data events of S3 objects, Lambda functions and DynamoDB tables; Insights
    into unusual rates of calls and errors; log files encrypted with the customer managed key, with
    digests that prove that none was changed; and events in an encrypted log group for 400 days, on
    which alarms and queries work. What CloudTrail itself puts into the archive is not recorded
    again; all other access to the archive is.

    Costs:
        Copies of data events and Insights by events, CloudWatch Logs by volume. The first copy of
        management events is free. Data events of busy buckets and tables can be the largest part.

    Leaves out:
        The archive: see LogArchive. Alarms: see MetricAlarms. Network activity events, and queries
        over years: Amazon Athena can read the archive.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    trail_arn: pulumi.Output[str]
    """The trail's ARN."""
    log_group_name: pulumi.Output[str]
    """Name of the log group that events go to."""
    log_group_arn: pulumi.Output[str]
    """Its ARN."""

    def __init__(
        self, name: str, args: AuditTrailArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, None, opts)
        group = self._make_group(plan.log_days, args["key_arn"])
        role, permission = self._make_role(plan.organization_id, args.get("boundary_arn"))
        trail = aws.cloudtrail.Trail(
            name,
            name=self.physical_name(name),
            s3_bucket_name=args["bucket"],
            kms_key_id=args["key_arn"],
            enable_logging=True,
            enable_log_file_validation=True,
            include_global_service_events=True,
            is_multi_region_trail=True,
            is_organization_trail=plan.organization_id is not None,
            cloud_watch_logs_group_arn=pulumi.Output.concat(group.arn, ":*"),
            cloud_watch_logs_role_arn=role.arn,
            advanced_event_selectors=event_selectors(
                plan.environment, plan.data_events, args["bucket"]
            ),
            insight_selectors=[
                aws.cloudtrail.TrailInsightSelectorArgs(insight_type=kind) for kind in INSIGHTS
            ],
            region=plan.environment.region,
            tags=self.tags,
            opts=self.stateful_child(depends_on=[permission], delete_before_replace=True),
        )
        self.trail_arn = trail.arn
        self.log_group_name = group.name
        self.log_group_arn = group.arn
        self.finish(
            {
                "trailArn": self.trail_arn,
                "logGroupName": self.log_group_name,
                "logGroupArn": self.log_group_arn,
            }
        )

    @property
    def _group_name(self) -> str:
        # By the trail's name: an organization's trail may share the account with another one.
        return f"/{self.tenant_id}/cloudtrail/{self.name}"

    def _make_group(self, days: int, key_arn: pulumi.Input[str]) -> aws.cloudwatch.LogGroup:
        return aws.cloudwatch.LogGroup(
            self.name,
            name=self._group_name,
            retention_in_days=days,
            kms_key_id=key_arn,
            # Left alone in a sandbox: AWS wants False said aloud once it was True.
            deletion_protection_enabled=self.environment.floors.protect or None,
            tags=self.tags,
            opts=self.stateful_child(delete_before_replace=True),
        )

    def _make_role(
        self, organization_id: str | None, boundary_arn: pulumi.Input[str] | None
    ) -> tuple[aws.iam.Role, aws.iam.RolePolicy]:
        """Make the role that CloudTrail writes events with.

        Without conditions: CloudTrail's guide says that this role does not support aws:SourceArn
        and aws:SourceAccount. It can do nothing but add to the trail's own streams.
        """
        role = aws.iam.Role(
            self.name,
            name=self.physical_name(f"{self.name}-logs"),
            description="CloudTrail writes its events to CloudWatch Logs",
            assume_role_policy=document(service_trust("cloudtrail.amazonaws.com")),
            permissions_boundary=boundary_arn,
            tags=self.tags,
            opts=self.child(delete_before_replace=True),
        )
        environment = self.environment
        streams = [f"{environment.account_id}_CloudTrail_{environment.region}*"]
        if organization_id:
            streams.append(f"{organization_id}_*")
        group = f"log-group:{self._group_name}:log-stream"
        write = Statement(
            sid="Write",
            actions=["logs:CreateLogStream", "logs:PutLogEvents"],
            resources=[environment.arn("logs", f"{group}:{stream}") for stream in streams],
        )
        permission = aws.iam.RolePolicy(
            self.name, name="write", role=role.name, policy=document(write), opts=self.child()
        )
        return role, permission
