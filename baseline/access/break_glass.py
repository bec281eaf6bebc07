"""The use of roles for emergencies, as CloudTrail records it.

A use is an assumption of the role, or a change of its trust policy. CloudTrail keeps events in the
region whose endpoint was called, for 90 days, and shows them within about 15 minutes; IAM's are in
one region of the partition (CloudTrail user guide: event history, global service events).
"""

import datetime
import json
from collections.abc import Callable, Iterable, Iterator
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from soc2_baseline.core.access.break_glass_register import Use
from soc2_baseline.core.errors import Unreadable

ASSUMED = ("AssumeRole", "AssumeRoleWithSAML", "AssumeRoleWithWebIdentity")
OPENED = "UpdateAssumeRolePolicy"
_IAM_REGION = {"aws": "us-east-1", "aws-cn": "cn-north-1", "aws-us-gov": "us-gov-west-1"}


def enabled_regions(ec2: Any) -> list[str]:
    """Return the regions that are enabled in the account, so that none is forgotten.

    Raises:
        Unreadable: EC2 did not answer.
    """
    try:
        return [region["RegionName"] for region in ec2.describe_regions()["Regions"]]
    except (BotoCoreError, ClientError) as error:
        raise Unreadable(f"the enabled regions cannot be read: {error}") from error


def uses(
    client: Callable[[str], Any],
    role_arn: str,
    regions: Iterable[str],
    since: datetime.datetime,
) -> list[Use]:
    """Return all uses of a role since a moment, oldest first.

    Args:
        client: makes a CloudTrail client of a region.
        role_arn: the role's ARN.
        regions: where people may have called STS; the region of IAM's events is added.
        since: a moment within the last 90 days.

    Raises:
        Unreadable: CloudTrail of a region did not answer, so nothing can be said.
    """
    partition = role_arn.split(":")[1]
    home = _IAM_REGION.get(partition, "us-east-1")
    found: dict[str, Use] = {}
    for region in sorted({*regions, home}):
        try:
            for event in _events(client(region), role_arn, since, iam=region == home):
                use = _use(event, role_arn, region)
                if use is not None:
                    found[use.event] = use
        except (BotoCoreError, ClientError) as error:
            raise Unreadable(f"CloudTrail of {region} cannot be read: {error}") from error
    return sorted(found.values(), key=lambda use: (use.at, use.event))


def _events(
    client: Any, role_arn: str, since: datetime.datetime, *, iam: bool
) -> Iterator[dict[str, Any]]:
    """Return the events that name the role; those of IAM name it without its ARN."""
    names = [role_arn, role_arn.rpartition("/")[2]] if iam else [role_arn]
    for name in names:
        attributes = [{"AttributeKey": "ResourceName", "AttributeValue": name}]
        pages = client.get_paginator("lookup_events").paginate(
            LookupAttributes=attributes, StartTime=since
        )
        for page in pages:
            yield from page.get("Events", [])


def _use(event: dict[str, Any], role_arn: str, region: str) -> Use | None:
    detail = json.loads(event.get("CloudTrailEvent") or "{}")
    asked = detail.get("requestParameters") or {}
    what = event.get("EventName", "")
    if detail.get("errorCode"):  # it was refused: an attempt, which the alarm tells of
        return None
    assumed = what in ASSUMED and asked.get("roleArn") == role_arn
    opened = what == OPENED and asked.get("roleName") == role_arn.rpartition("/")[2]
    if not (assumed or opened):
        return None
    identity = detail.get("userIdentity") or {}
    user = identity.get("arn") or identity.get("userName") or event.get("Username") or "unknown"
    return Use(
        event=event["EventId"],
        what=what,
        role=role_arn.rpartition("/")[2],
        user=str(user),
        at=event["EventTime"].astimezone(datetime.UTC),
        region=region,
    )
