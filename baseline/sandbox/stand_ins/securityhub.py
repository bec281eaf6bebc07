"""Security Hub: hub settings, standards, finding aggregators, administrators."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in, store
from soc2_baseline.baseline.sandbox.models import Record, Resource, operations
from soc2_baseline.baseline.sandbox.stand_ins.organization_policies import make_member

HUB = "hub"
STANDARDS = "standards"


def _note_generator(backend: Any, given: Record) -> None:
    """Keep ControlFindingGenerator, which moto drops when it enables the hub."""
    generator = given.get("ControlFindingGenerator", "SECURITY_CONTROL")
    store(backend, HUB).setdefault("ControlFindingGenerator", generator)


def _forget(backend: Any, _given: Record) -> None:
    store(backend, HUB).clear()
    store(backend, STANDARDS).clear()


def _describe(backend: Any, given: Record) -> Record:
    return {**backend.describe_hub(given.get("HubArn")), **store(backend, HUB)}


def _update(backend: Any, given: Record) -> Record:
    backend.describe_hub()
    store(backend, HUB).update(given)
    return {}


def _subscription(backend: Any, asked: Record) -> Record:
    arn = str(asked["StandardsArn"])
    name = arn.partition(":standards/" if ":standards/" in arn else ":ruleset/")[2]
    place = f"{backend.partition}:securityhub:{backend.region_name}:{backend.account_id}"
    return {
        "StandardsSubscriptionArn": f"arn:{place}:subscription/{name}",
        "StandardsArn": arn,
        "StandardsInput": asked.get("StandardsInput", {}),
        "StandardsStatus": "READY",
        "StandardsControlsUpdatable": "READY_FOR_UPDATES",
    }


def _enable(backend: Any, given: Record) -> Record:
    backend.describe_hub()
    asked = [_subscription(backend, one) for one in given["StandardsSubscriptionRequests"]]
    store(backend, STANDARDS).update({one["StandardsSubscriptionArn"]: one for one in asked})
    return {"StandardsSubscriptions": asked}


def _disable(backend: Any, given: Record) -> Record:
    kept, named = store(backend, STANDARDS), given["StandardsSubscriptionArns"]
    lacking = [arn for arn in named if arn not in kept]
    if lacking:
        raise Refused("InvalidInputException", f"Subscription {lacking} does not exist")
    return {"StandardsSubscriptions": [kept.pop(arn) for arn in named]}


def _enabled(backend: Any, given: Record) -> Record:
    wanted, kept = given.get("StandardsSubscriptionArns"), store(backend, STANDARDS)
    chosen = [one for arn, one in kept.items() if not wanted or arn in wanted]
    return {"StandardsSubscriptions": chosen}


def _administrator(backend: Any) -> Record:
    found: Record = backend._get_org_config()
    return found


def _admit(backend: Any, given: Record) -> None:
    """Add the account to the organization; moto then enables it as administrator."""
    make_member(backend.org_backend, given["AdminAccountId"])


def _administrators(backend: Any, _given: Record) -> Record:
    account = _administrator(backend)["admin_account_id"]
    return {"AdminAccounts": [{"AccountId": account, "Status": "ENABLED"}] if account else []}


def _disable_administrator(backend: Any, given: Record) -> Record:
    # moto keeps one for all regions, so that another region may have removed it.
    if _administrator(backend)["admin_account_id"] not in (None, given["AdminAccountId"]):
        raise Refused("InvalidInputException", f"{given['AdminAccountId']} is not an administrator")
    _administrator(backend)["admin_account_id"] = None
    return {}


_AGGREGATOR = Resource(
    name="aggregators",
    by=("FindingAggregatorArn",),
    creates="CreateFindingAggregator",
    reads="GetFindingAggregator",
    updates=("UpdateFindingAggregator",),
    deletes="DeleteFindingAggregator",
    lists={"ListFindingAggregators": "FindingAggregators"},
    made={
        "FindingAggregatorArn": "arn:{partition}:securityhub:{region}:{account}:"
        "finding-aggregator/{uuid}",
        "FindingAggregationRegion": "{region}",
    },
)


STAND_IN = stand_in(
    name="Security Hub settings",
    gap="moto lacks hub settings, standards, aggregators and removal of an administrator",
    service="securityhub",
    handlers={
        "EnableSecurityHub": _note_generator,
        "DisableSecurityHub": _forget,
        "DescribeHub": _describe,
        "UpdateSecurityHubConfiguration": _update,
        "BatchEnableStandards": _enable,
        "BatchDisableStandards": _disable,
        "GetEnabledStandards": _enabled,
        "EnableOrganizationAdminAccount": _admit,
        "ListOrganizationAdminAccounts": _administrators,
        "DisableOrganizationAdminAccount": _disable_administrator,
        **operations(_AGGREGATOR),
    },
)
