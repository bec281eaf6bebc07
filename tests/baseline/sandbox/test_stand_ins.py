"""Each stand-in, spoken to by boto3, which checks what it sends and reads against its model."""

import json
import urllib.error
import urllib.request
from contextlib import closing
from typing import Any

import boto3
import pytest
from botocore.exceptions import ClientError

from soc2_baseline.baseline.sandbox.stand_ins import STAND_INS
from tests.support.moto_server import ACCOUNT, MotoServer

ROLE = f"arn:aws:iam::{ACCOUNT}:role/backup"
POLICY = json.dumps({"Version": "2012-10-17", "Statement": []})


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.fixture
def backup(moto_server: MotoServer) -> Any:
    moto_server.reset()
    return moto_server.client("backup")


@pytest.fixture
def plan(backup: Any) -> dict[str, Any]:
    backup.create_backup_vault(BackupVaultName="v", BackupVaultTags={"tenant": "a"})
    created: dict[str, Any] = backup.create_backup_plan(
        BackupPlan=rules("daily"), BackupPlanTags={"tenant": "a"}
    )
    return created


def rules(*names: str) -> dict[str, Any]:
    made = [{"RuleName": name, "TargetBackupVaultName": "v"} for name in names]
    return {"BackupPlanName": "p", "Rules": made}


@pytest.mark.parametrize("stand_in", STAND_INS, ids=lambda stand_in: stand_in.name)
def test_names_operations_that_the_service_has(stand_in: Any) -> None:
    with closing(boto3.client(stand_in.service, region_name="us-east-1")) as client:
        known = set(client.meta.service_model.operation_names)
    assert set(stand_in.operations) <= known
    assert stand_in.operations
    assert stand_in.gap


def test_vault_policy(backup: Any, plan: dict[str, Any]) -> None:
    with pytest.raises(ClientError) as missing:
        backup.get_backup_vault_access_policy(BackupVaultName="v")
    assert code_of(missing) == "ResourceNotFoundException"
    backup.put_backup_vault_access_policy(BackupVaultName="v", Policy=POLICY)
    found = backup.get_backup_vault_access_policy(BackupVaultName="v")
    assert found["Policy"] == POLICY
    assert found["BackupVaultArn"].endswith(":backup-vault:v")
    backup.delete_backup_vault_access_policy(BackupVaultName="v")
    with pytest.raises(ClientError):
        backup.get_backup_vault_access_policy(BackupVaultName="v")


def test_policy_of_no_vault(backup: Any) -> None:
    with pytest.raises(ClientError) as missing:
        backup.put_backup_vault_access_policy(BackupVaultName="none", Policy=POLICY)
    assert code_of(missing) == "ResourceNotFoundException"


def test_selection(backup: Any, plan: dict[str, Any]) -> None:
    plan_id = plan["BackupPlanId"]
    asked = {
        "SelectionName": "s",
        "IamRoleArn": ROLE,
        "Resources": ["arn:aws:dynamodb:*:*:table/*"],
        "ListOfTags": [
            {"ConditionType": "STRINGEQUALS", "ConditionKey": "backup", "ConditionValue": "daily"}
        ],
        "Conditions": {
            "StringEquals": [{"ConditionKey": "aws:ResourceTag/tenant", "ConditionValue": "a"}]
        },
    }
    made = backup.create_backup_selection(BackupPlanId=plan_id, BackupSelection=asked)
    names = {"BackupPlanId": plan_id, "SelectionId": made["SelectionId"]}
    found = backup.get_backup_selection(**names)
    assert found["BackupSelection"] == asked
    assert found["CreationDate"] == made["CreationDate"]
    (listed,) = backup.list_backup_selections(BackupPlanId=plan_id)["BackupSelectionsList"]
    assert (listed["SelectionName"], listed["IamRoleArn"]) == ("s", ROLE)
    backup.delete_backup_selection(**names)
    with pytest.raises(ClientError) as missing:
        backup.get_backup_selection(**names)
    assert code_of(missing) == "ResourceNotFoundException"
    assert backup.list_backup_selections(BackupPlanId=plan_id)["BackupSelectionsList"] == []


def test_selection_of_no_plan(backup: Any) -> None:
    with pytest.raises(ClientError) as missing:
        backup.create_backup_selection(
            BackupPlanId="none", BackupSelection={"SelectionName": "s", "IamRoleArn": ROLE}
        )
    assert code_of(missing) == "ResourceNotFoundException"


def test_plan_changes(backup: Any, plan: dict[str, Any]) -> None:
    plan_id = plan["BackupPlanId"]
    changed = backup.update_backup_plan(BackupPlanId=plan_id, BackupPlan=rules("daily", "monthly"))
    assert changed["BackupPlanArn"] == plan["BackupPlanArn"]
    assert changed["VersionId"] != plan["VersionId"]
    found = backup.get_backup_plan(BackupPlanId=plan_id)["BackupPlan"]["Rules"]
    assert [rule["RuleName"] for rule in found] == ["daily", "monthly"]


def test_name_of_a_deleted_plan_is_free(backup: Any, plan: dict[str, Any]) -> None:
    deleted = backup.delete_backup_plan(BackupPlanId=plan["BackupPlanId"])
    assert deleted["BackupPlanArn"] == plan["BackupPlanArn"]
    again = backup.create_backup_plan(BackupPlan=rules("daily"))
    (listed,) = backup.list_backup_plans()["BackupPlansList"]
    assert listed["BackupPlanId"] == again["BackupPlanId"]


@pytest.mark.parametrize("slash", ["", "/"])
def test_tags(backup: Any, plan: dict[str, Any], slash: str) -> None:
    def other_client(request: Any, **_: Any) -> None:
        # Other SDKs than botocore end the address of ListTags without its slash.
        request.url = request.url.rstrip("/") + slash

    backup.meta.events.register("before-sign.backup.ListTags", other_client)
    vault = backup.describe_backup_vault(BackupVaultName="v")["BackupVaultArn"]
    for arn in (vault, plan["BackupPlanArn"]):
        assert backup.list_tags(ResourceArn=arn)["Tags"] == {"tenant": "a"}
        backup.tag_resource(ResourceArn=arn, Tags={"owner": "b"})
        backup.untag_resource(ResourceArn=arn, TagKeyList=["tenant"])
        assert backup.list_tags(ResourceArn=arn)["Tags"] == {"owner": "b"}


def test_rotation_period(moto_server: MotoServer) -> None:
    kms = moto_server.client("kms")
    key = kms.create_key()["KeyMetadata"]["KeyId"]
    assert kms.get_key_rotation_status(KeyId=key)["KeyRotationEnabled"] is False
    kms.enable_key_rotation(KeyId=key, RotationPeriodInDays=180)
    found = kms.get_key_rotation_status(KeyId=key)
    assert (found["KeyRotationEnabled"], found["RotationPeriodInDays"]) == (True, 180)
    kms.enable_key_rotation(KeyId=key)
    assert kms.get_key_rotation_status(KeyId=key)["RotationPeriodInDays"] == 365
    kms.disable_key_rotation(KeyId=key)
    assert "RotationPeriodInDays" not in kms.get_key_rotation_status(KeyId=key)
    with pytest.raises(ClientError) as missing:
        kms.get_key_rotation_status(KeyId="none")
    assert code_of(missing) == "NotFoundException"


def grant(**changed: Any) -> dict[str, Any]:
    statement = {
        "Effect": "Allow",
        "Principal": {"Service": "logging.s3.amazonaws.com"},
        "Action": ["s3:PutObject"],
        "Resource": ["arn:aws:s3:::logs/*"],
    }
    return statement | changed


EVERYONE = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "arn:aws:s3:::logs/*"}


@pytest.mark.parametrize(
    ("statement", "accepted"),
    [
        (grant(), True),
        (grant(Resource="arn:aws:s3:::logs/data/*", Action="s3:Put*"), True),
        (grant(Principal={"Service": ["logging.s3.amazonaws.com"]}), True),
        (grant(Resource="arn:aws:s3:::logs/other/*"), False),
        (grant(Resource="arn:aws:s3:::logs"), False),
        (grant(Effect="Deny"), False),
        (grant(Principal={"AWS": ACCOUNT}), False),
        (grant(Action="s3:GetObject"), False),
    ],
)
def test_logging_grant(moto_server: MotoServer, statement: dict[str, Any], accepted: bool) -> None:
    moto_server.reset()
    s3 = moto_server.client("s3")
    for bucket in ("data", "logs"):
        s3.create_bucket(Bucket=bucket)
    document = json.dumps({"Version": "2012-10-17", "Statement": [EVERYONE, statement]})
    s3.put_bucket_policy(Bucket="logs", Policy=document)
    wanted = {"LoggingEnabled": {"TargetBucket": "logs", "TargetPrefix": "data/"}}
    if accepted:
        s3.put_bucket_logging(Bucket="data", BucketLoggingStatus=wanted)
        assert s3.get_bucket_logging(Bucket="data")["LoggingEnabled"] == wanted["LoggingEnabled"]
    else:
        with pytest.raises(ClientError) as refused:
            s3.put_bucket_logging(Bucket="data", BucketLoggingStatus=wanted)
        assert code_of(refused) == "InvalidTargetBucketForLogging"


def test_query_logging(moto_server: MotoServer) -> None:
    moto_server.reset()
    resolver = moto_server.client("route53resolver")
    vpc = moto_server.client("ec2").create_vpc(CidrBlock="10.0.0.0/16")["Vpc"]["VpcId"]
    made = resolver.create_resolver_query_log_config(
        Name="q",
        DestinationArn=f"arn:aws:logs:us-east-1:{ACCOUNT}:log-group:q",
        CreatorRequestId="1",
        Tags=[{"Key": "tenant", "Value": "a"}],
    )["ResolverQueryLogConfig"]
    tags = resolver.list_tags_for_resource(ResourceArn=made["Arn"])["Tags"]
    assert tags == [{"Key": "tenant", "Value": "a"}]
    names = {"ResolverQueryLogConfigId": made["Id"]}
    resolver.associate_resolver_query_log_config(**names, ResourceId=vpc)
    with pytest.raises(ClientError) as used:
        resolver.delete_resolver_query_log_config(**names)
    assert code_of(used) == "ResourceInUseException"
    resolver.disassociate_resolver_query_log_config(**names, ResourceId=vpc)
    with pytest.raises(ClientError) as missing:
        resolver.disassociate_resolver_query_log_config(**names, ResourceId=vpc)
    assert code_of(missing) == "ResourceNotFoundException"
    resolver.delete_resolver_query_log_config(**names)
    with pytest.raises(ClientError):
        resolver.get_resolver_query_log_config(**names)
    with pytest.raises(ClientError):
        resolver.list_tags_for_resource(ResourceArn=made["Arn"])


def test_trails(moto_server: MotoServer) -> None:
    moto_server.reset()
    moto_server.client("s3").create_bucket(Bucket="trails")
    cloudtrail = moto_server.client("cloudtrail")
    first, second = (
        cloudtrail.create_trail(Name=name, S3BucketName="trails", IsMultiRegionTrail=True)
        for name in ("first", "second")
    )
    for asked in ("first", first["TrailARN"]):
        (found,) = cloudtrail.describe_trails(trailNameList=[asked])["trailList"]
        assert found["TrailARN"] == first["TrailARN"]
        assert (found["S3BucketName"], found["HomeRegion"]) == ("trails", "us-east-1")
    everywhere = moto_server.client("cloudtrail", region="eu-west-1").describe_trails()
    assert [trail["TrailARN"] for trail in everywhere["trailList"]] == [
        first["TrailARN"],
        second["TrailARN"],
    ]


def test_managed_policies(moto_server: MotoServer) -> None:
    moto_server.reset()
    iam = moto_server.client("iam")
    iam.create_role(RoleName="backup", AssumeRolePolicyDocument=POLICY)
    arn = "arn:aws:iam::aws:policy/service-role/AWSBackupServiceRolePolicyForBackup"
    iam.attach_role_policy(RoleName="backup", PolicyArn=arn)
    (attached,) = iam.list_attached_role_policies(RoleName="backup")["AttachedPolicies"]
    assert attached["PolicyArn"] == arn


def test_account_prefixed_hosts(moto_server: MotoServer) -> None:
    control = moto_server.client("s3control")
    everything = dict.fromkeys(
        ("BlockPublicAcls", "IgnorePublicAcls", "BlockPublicPolicy", "RestrictPublicBuckets"), True
    )
    control.put_public_access_block(AccountId=ACCOUNT, PublicAccessBlockConfiguration=everything)
    found = control.get_public_access_block(AccountId=ACCOUNT)["PublicAccessBlockConfiguration"]
    assert found == everything
    control.delete_public_access_block(AccountId=ACCOUNT)


def test_is_no_proxy_to_others(moto_server: MotoServer) -> None:
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({"http": moto_server.url}))
    with pytest.raises(urllib.error.HTTPError) as refused:
        opener.open("http://elsewhere.invalid/", timeout=10)
    with refused.value as answer:
        assert answer.code == 502


def test_reset_empties_what_the_stand_ins_keep(
    moto_server: MotoServer, backup: Any, plan: dict[str, Any]
) -> None:
    backup.put_backup_vault_access_policy(BackupVaultName="v", Policy=POLICY)
    moto_server.reset()
    backup.create_backup_vault(BackupVaultName="v")
    with pytest.raises(ClientError):
        backup.get_backup_vault_access_policy(BackupVaultName="v")
