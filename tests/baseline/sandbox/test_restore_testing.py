"""The stand-in for restore testing, spoken to by boto3, which checks against its model."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.moto_server import ACCOUNT, MotoServer

ROLE = f"arn:aws:iam::{ACCOUNT}:role/acme-restore-test"
RESTORE_PLAN: dict[str, Any] = {
    "RestoreTestingPlanName": "r_1",
    "ScheduleExpression": "cron(0 5 1 * ? *)",
    "RecoveryPointSelection": {
        "Algorithm": "LATEST_WITHIN_WINDOW",
        "IncludeVaults": ["*"],
        "RecoveryPointTypes": ["SNAPSHOT"],
    },
}
RESTORE_SELECTION: dict[str, Any] = {
    "RestoreTestingSelectionName": "s_1",
    "IamRoleArn": ROLE,
    "ProtectedResourceType": "S3",
    "ProtectedResourceConditions": {
        "StringEquals": [{"Key": "aws:ResourceTag/tenant", "Value": "a"}]
    },
}


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.fixture
def backup(moto_server: MotoServer) -> Any:
    moto_server.reset()
    return moto_server.client("backup")


@pytest.fixture
def restore_plan(backup: Any) -> dict[str, Any]:
    created: dict[str, Any] = backup.create_restore_testing_plan(
        RestoreTestingPlan=RESTORE_PLAN, Tags={"tenant": "a"}
    )
    return created


def restore_settings(backup: Any, selection: bool = False) -> dict[str, Any]:
    found: dict[str, Any]
    if selection:
        found = backup.get_restore_testing_selection(
            RestoreTestingPlanName="r_1", RestoreTestingSelectionName="s_1"
        )["RestoreTestingSelection"]
    else:
        asked = {"RestoreTestingPlanName": "r_1"}
        found = backup.get_restore_testing_plan(**asked)["RestoreTestingPlan"]
    return found


def test_restore_testing_plan(backup: Any, restore_plan: dict[str, Any]) -> None:
    found = restore_settings(backup)
    assert found["RecoveryPointSelection"] == {
        **RESTORE_PLAN["RecoveryPointSelection"],
        "ExcludeVaults": [],
        "SelectionWindowDays": 30,
    }
    assert (found["StartWindowHours"], found["ScheduleExpressionTimezone"]) == (24, "Etc/UTC")
    assert found["RestoreTestingPlanArn"] == restore_plan["RestoreTestingPlanArn"]
    (listed,) = backup.list_restore_testing_plans()["RestoreTestingPlans"]
    assert listed["ScheduleExpression"] == RESTORE_PLAN["ScheduleExpression"]
    arn = restore_plan["RestoreTestingPlanArn"]
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"tenant": "a"}
    backup.tag_resource(ResourceArn=arn, Tags={"owner": "b"})
    backup.untag_resource(ResourceArn=arn, TagKeyList=["tenant"])
    assert backup.list_tags(ResourceArn=arn)["Tags"] == {"owner": "b"}


def test_restore_testing_plan_changes(backup: Any, restore_plan: dict[str, Any]) -> None:
    weekly = {
        "ScheduleExpression": "cron(0 5 ? * SUN *)",
        "RecoveryPointSelection": {"SelectionWindowDays": 7},
    }
    changed = backup.update_restore_testing_plan(
        RestoreTestingPlanName="r_1", RestoreTestingPlan=weekly
    )
    assert changed["RestoreTestingPlanArn"] == restore_plan["RestoreTestingPlanArn"]
    found = restore_settings(backup)
    assert found["ScheduleExpression"] == weekly["ScheduleExpression"]
    assert found["RecoveryPointSelection"]["SelectionWindowDays"] == 7
    assert found["RecoveryPointSelection"]["Algorithm"] == "LATEST_WITHIN_WINDOW"
    assert found["LastUpdateTime"] == changed["UpdateTime"]


def test_restore_testing_selection(backup: Any, restore_plan: dict[str, Any]) -> None:
    names = {"RestoreTestingPlanName": "r_1", "RestoreTestingSelectionName": "s_1"}
    made = backup.create_restore_testing_selection(
        RestoreTestingPlanName="r_1", RestoreTestingSelection=RESTORE_SELECTION
    )
    assert made["RestoreTestingPlanArn"] == restore_plan["RestoreTestingPlanArn"]
    found = restore_settings(backup, selection=True)
    tag = RESTORE_SELECTION["ProtectedResourceConditions"]["StringEquals"]
    assert found["ProtectedResourceConditions"] == {"StringEquals": tag, "StringNotEquals": []}
    assert (found["ProtectedResourceArns"], found["ValidationWindowHours"]) == ([], 0)
    update = {"ValidationWindowHours": 24, "ProtectedResourceConditions": {"StringEquals": []}}
    backup.update_restore_testing_selection(**names, RestoreTestingSelection=update)
    found = restore_settings(backup, selection=True)
    assert found["ValidationWindowHours"] == 24
    assert found["ProtectedResourceConditions"] == {"StringEquals": [], "StringNotEquals": []}
    (listed,) = backup.list_restore_testing_selections(RestoreTestingPlanName="r_1")[
        "RestoreTestingSelections"
    ]
    assert (listed["ProtectedResourceType"], listed["IamRoleArn"]) == ("S3", ROLE)


def test_restore_testing_ends(backup: Any, restore_plan: dict[str, Any]) -> None:
    names = {"RestoreTestingPlanName": "r_1", "RestoreTestingSelectionName": "s_1"}
    backup.create_restore_testing_selection(
        RestoreTestingPlanName="r_1", RestoreTestingSelection=RESTORE_SELECTION
    )
    with pytest.raises(ClientError) as used:
        backup.delete_restore_testing_plan(RestoreTestingPlanName="r_1")
    assert code_of(used) == "InvalidRequestException"
    backup.delete_restore_testing_selection(**names)
    with pytest.raises(ClientError) as missing:
        backup.get_restore_testing_selection(**names)
    assert code_of(missing) == "ResourceNotFoundException"
    backup.delete_restore_testing_plan(RestoreTestingPlanName="r_1")
    assert backup.list_restore_testing_plans()["RestoreTestingPlans"] == []
    for ask in (backup.get_restore_testing_plan, backup.list_restore_testing_selections):
        with pytest.raises(ClientError) as missing:
            ask(RestoreTestingPlanName="r_1")
        assert code_of(missing) == "ResourceNotFoundException"


def test_restore_testing_names(backup: Any, restore_plan: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as twice:
        backup.create_restore_testing_plan(RestoreTestingPlan=RESTORE_PLAN)
    assert code_of(twice) == "AlreadyExistsException"
    hyphen = {**RESTORE_PLAN, "RestoreTestingPlanName": "r-1"}
    with pytest.raises(ClientError) as refused:
        backup.create_restore_testing_plan(RestoreTestingPlan=hyphen)
    assert code_of(refused) == "InvalidParameterValueException"
