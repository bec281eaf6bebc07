"""GuardDuty for organizations: settings, malware protection plans, publishing, tags."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in
from soc2_baseline.baseline.sandbox.models import (
    Record,
    Resource,
    Setting,
    now,
    operations,
    tagging,
)
from soc2_baseline.baseline.sandbox.stand_ins.guardduty_features import merged

_ORGANIZATION = Setting(
    name="organization",
    by=("DetectorId",),
    reads="DescribeOrganizationConfiguration",
    writes={"UpdateOrganizationConfiguration": {}},
    defaults={"MemberAccountLimitReached": False, "AutoEnableOrganizationMembers": "NONE"},
    needs=lambda backend, given: backend.get_detector(given["DetectorId"]),
)
_PLAN = Resource(
    name="malware_plans",
    by=("MalwareProtectionPlanId",),
    creates="CreateMalwareProtectionPlan",
    reads="GetMalwareProtectionPlan",
    updates=("UpdateMalwareProtectionPlan",),
    deletes="DeleteMalwareProtectionPlan",
    lists={"ListMalwareProtectionPlans": "MalwareProtectionPlans"},
    made={
        "MalwareProtectionPlanId": "{uuid}",
        "Arn": "arn:{partition}:guardduty:{region}:{account}:malware-protection-plan/"
        "{MalwareProtectionPlanId}",
        "CreatedAt": now,
        "Status": "ACTIVE",
    },
    arn="Arn",
    tags="Tags",
)
_DESTINATION = Resource(
    name="destinations",
    by=("DetectorId", "DestinationId"),
    creates="CreatePublishingDestination",
    reads="DescribePublishingDestination",
    updates=("UpdatePublishingDestination",),
    deletes="DeletePublishingDestination",
    lists={"ListPublishingDestinations": "Destinations"},
    of=("DetectorId",),
    made={"DestinationId": "{uuid}", "Status": "PUBLISHING", "PublishingFailureStartTimestamp": 0},
    tags="Tags",
    missing="BadRequestException",
    needs=lambda backend, given: backend.get_detector(given["DetectorId"]),
)
_HANDLERS = operations(_ORGANIZATION, _PLAN, _DESTINATION)


def _update_organization(backend: Any, given: Record) -> Record | None:
    kept = _HANDLERS["DescribeOrganizationConfiguration"](backend, given) or {}
    if "Features" in given:
        given = {**given, "Features": merged(kept.get("Features", []), given["Features"])}
    return _HANDLERS["UpdateOrganizationConfiguration"](backend, given)


def _disable_administrator(backend: Any, given: Record) -> Record:
    if given["AdminAccountId"] not in backend.admin_account_ids:
        raise Refused("BadRequestException", f"{given['AdminAccountId']} is not an administrator")
    backend.admin_account_ids.remove(given["AdminAccountId"])
    return {}


STAND_IN = stand_in(
    name="GuardDuty for organizations",
    gap="moto lacks organization settings, malware plans and publishing of GuardDuty",
    service="guardduty",
    handlers={
        **_HANDLERS,
        **tagging(_PLAN),
        "UpdateOrganizationConfiguration": _update_organization,
        "DisableOrganizationAdminAccount": _disable_administrator,
    },
)
