"""Updates, subscribers and tags of budgets."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in, store
from soc2_baseline.baseline.sandbox.models import Record

_TAGS = "tags"


def _find(backend: Any, account: str, name: str) -> Any:
    backend.describe_budget(account, name)
    return backend.budgets[account][name]


def _name(given: Record) -> str:
    return str(given["ResourceARN"].rpartition("budget/")[2])


def _note_tags(backend: Any, given: Record) -> None:
    """Store the tags, which moto drops when it creates the budget."""
    tags = {tag["Key"]: tag["Value"] for tag in given.get("ResourceTags") or []}
    store(backend, _TAGS)[given["Budget"]["BudgetName"]] = tags


def _update(backend: Any, given: Record) -> Record:
    changed = given["NewBudget"]
    found = _find(backend, given["AccountId"], changed["BudgetName"])
    found.budget = {**found.budget, **changed}
    return {}


def _subscribers(backend: Any, given: Record) -> Record:
    for notification in _find(backend, given["AccountId"], given["BudgetName"]).notifications:
        asked = given["Notification"]
        details = {"ThresholdType": "PERCENTAGE", **notification.details}
        if all(details.get(key) == value for key, value in asked.items() if key in details):
            return {"Subscribers": notification.subscribers}
    raise Refused("NotFoundException", "the notification does not exist")


def _tags(backend: Any, given: Record) -> Record:
    tags = store(backend, _TAGS).get(_name(given), {})
    return {"ResourceTags": [{"Key": key, "Value": value} for key, value in tags.items()]}


def _tag(backend: Any, given: Record) -> Record:
    tags = {tag["Key"]: tag["Value"] for tag in given["ResourceTags"]}
    store(backend, _TAGS).setdefault(_name(given), {}).update(tags)
    return {}


def _untag(backend: Any, given: Record) -> Record:
    for key in given["ResourceTagKeys"]:
        store(backend, _TAGS).get(_name(given), {}).pop(key, None)
    return {}


STAND_IN = stand_in(
    name="budget notifications",
    gap="moto cannot update a budget, and returns neither its subscribers nor its tags",
    service="budgets",
    handlers={
        "CreateBudget": _note_tags,
        "UpdateBudget": _update,
        "DescribeSubscribersForNotification": _subscribers,
        "ListTagsForResource": _tags,
        "TagResource": _tag,
        "UntagResource": _untag,
    },
)
