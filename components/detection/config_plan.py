"""Arguments of a ConfigRecorder, and the plan that follows from them."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi

from soc2_baseline.components.detection.config_bucket import config_bucket_plan
from soc2_baseline.components.detection.coverage import global_region
from soc2_baseline.components.environment import (
    AUDIT_LOG_DAYS,
    Environment,
    EnvironmentArgs,
)
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems, subset_problems
from soc2_baseline.components.storage.hardened_bucket import BucketPlan
from soc2_baseline.components.storage.naming import bucket_name, bucket_name_problems
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import SHARED_TENANT

LONGEST_HISTORY_DAYS = 2557
"""Seven years: what AWS Config keeps by default, and at most."""


class ConfigRecorderArgs(TypedDict):
    """Arguments of :class:`ConfigRecorder`."""

    environment: EnvironmentArgs
    """The account; its region is the home region, with the bucket and the global resources."""
    regions: list[str]
    """All enabled regions, the home region among them."""
    key_arn: pulumi.Input[str]
    """ARN of the customer managed key, in the home region, that encrypts what is delivered."""
    log_bucket: pulumi.Input[str]
    """The bucket for access logs of the delivery bucket: ``LogArchive.access_log_bucket``."""
    history_days: NotRequired[int]
    """Days in which the history is kept, 400 to 2557; 2557 by default."""
    topic_arns: NotRequired[dict[str, pulumi.Input[str]]]
    """Region to ARN of a topic there that is notified of every change; none by default."""
    service_role_exists: NotRequired[bool]
    """The account has AWS Config's service-linked role already; ``False`` by default."""


@dataclass(frozen=True)
class ConfigRecorderPlan:
    """The checked arguments of ConfigRecorder."""

    environment: Environment
    regions: tuple[str, ...]
    global_region: str
    bucket: BucketPlan
    history_days: int
    service_role_exists: bool


def resolve(name: str, args: ConfigRecorderArgs) -> ConfigRecorderPlan:
    """Check the arguments and decide everything; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"ConfigRecorder {name!r}"
    args, environment, _ = placed(args, ConfigRecorderArgs, place)
    regions = tuple(args["regions"])
    days = args.get("history_days", LONGEST_HISTORY_DAYS)
    prefixed = prefixed_name(SHARED_TENANT, name)
    problems = [
        *region_problems(environment, regions, f"{place}: regions"),
        *subset_problems(list(args.get("topic_arns") or {}), regions, f"{place}: topic_arns"),
        *bucket_name_problems(place, environment, prefixed),
    ]
    if not AUDIT_LOG_DAYS <= days <= LONGEST_HISTORY_DAYS:
        problems.append(
            f"{place}: history_days {days!r}; accepted are {AUDIT_LOG_DAYS} to"
            f" {LONGEST_HISTORY_DAYS}"
        )
    recording_globals = global_region(environment, regions)
    if recording_globals is None:
        problems.append(
            f"{place}: regions {list(regions)!r}: AWS Config records IAM in none of them; accepted"
            " is one more, such as us-east-1"
        )
    if recording_globals is None or problems:
        raise ConfigError(problems)
    bucket = config_bucket_plan(environment, bucket_name(environment, prefixed), days)
    return ConfigRecorderPlan(
        environment,
        regions,
        recording_globals,
        bucket,
        days,
        args.get("service_role_exists", False),
    )
