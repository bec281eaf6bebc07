"""The stand-ins for what an account sets in its regions, spoken to by boto3."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.moto_server import ACCOUNT, MotoServer

TOPIC = f"arn:aws:sns:us-east-1:{ACCOUNT}:t"
SHARING = "/ssm/documents/console/public-sharing-permission"


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.fixture
def moto(moto_server: MotoServer) -> MotoServer:
    moto_server.reset()
    return moto_server


def test_sharing_of_snapshots_and_images(moto: MotoServer) -> None:
    ec2, elsewhere = moto.client("ec2"), moto.client("ec2", region="eu-west-1")
    assert ec2.get_snapshot_block_public_access_state()["State"] == "unblocked"
    ec2.enable_snapshot_block_public_access(State="block-all-sharing")
    assert ec2.get_snapshot_block_public_access_state()["State"] == "block-all-sharing"
    assert elsewhere.get_snapshot_block_public_access_state()["State"] == "unblocked"
    assert ec2.disable_snapshot_block_public_access()["State"] == "unblocked"
    assert ec2.get_snapshot_block_public_access_state()["State"] == "unblocked"
    ec2.enable_image_block_public_access(ImageBlockPublicAccessState="block-new-sharing")
    state = ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"]
    assert state == "block-new-sharing"
    ec2.disable_image_block_public_access()
    state = ec2.get_image_block_public_access_state()["ImageBlockPublicAccessState"]
    assert state == "unblocked"


def test_metadata_defaults(moto: MotoServer) -> None:
    ec2 = moto.client("ec2")
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == {}
    made = ec2.modify_instance_metadata_defaults(HttpTokens="required", HttpPutResponseHopLimit=2)
    assert made["Return"] is True
    told = ec2.get_instance_metadata_defaults()["AccountLevel"]
    assert told == {"HttpTokens": "required", "HttpPutResponseHopLimit": 2}
    ec2.modify_instance_metadata_defaults(HttpTokens="no-preference", HttpPutResponseHopLimit=-1)
    assert ec2.get_instance_metadata_defaults()["AccountLevel"] == {}


def test_serial_console_and_vpcs(moto: MotoServer) -> None:
    ec2 = moto.client("ec2")
    assert ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"] is False
    ec2.enable_serial_console_access()
    assert ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"] is True
    ec2.disable_serial_console_access()
    assert ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"] is False
    ec2.modify_vpc_block_public_access_options(InternetGatewayBlockMode="block-ingress")
    told = ec2.describe_vpc_block_public_access_options()["VpcBlockPublicAccessOptions"]
    assert (told["InternetGatewayBlockMode"], told["AwsRegion"]) == ("block-ingress", "us-east-1")
    assert told["State"] == "update-complete"


def test_default_key(moto: MotoServer) -> None:
    ec2 = moto.client("ec2")
    assert ec2.get_ebs_default_kms_key_id()["KmsKeyId"] == "alias/aws/ebs"
    told = ec2.modify_ebs_default_kms_key_id(KmsKeyId="k")["KmsKeyId"]
    assert told == f"arn:aws:kms:us-east-1:{ACCOUNT}:key/k"
    assert ec2.get_ebs_default_kms_key_id()["KmsKeyId"] == told
    ec2.reset_ebs_default_kms_key_id()
    assert ec2.get_ebs_default_kms_key_id()["KmsKeyId"] == "alias/aws/ebs"


def test_public_access_of_emr(moto: MotoServer) -> None:
    emr = moto.client("emr")
    told = emr.get_block_public_access_configuration()["BlockPublicAccessConfiguration"]
    assert told["PermittedPublicSecurityGroupRuleRanges"] == [{"MinRange": 22, "MaxRange": 22}]
    strict = {"BlockPublicSecurityGroupRules": True}
    emr.put_block_public_access_configuration(BlockPublicAccessConfiguration=strict)
    told = emr.get_block_public_access_configuration()["BlockPublicAccessConfiguration"]
    assert told == strict


@pytest.mark.parametrize("prefix", ["", f"arn:aws:ssm:us-east-1:{ACCOUNT}:servicesetting"])
def test_service_settings(moto: MotoServer, prefix: str) -> None:
    ssm = moto.client("ssm")
    told = ssm.get_service_setting(SettingId=prefix + SHARING)["ServiceSetting"]
    assert (told["SettingValue"], told["Status"]) == ("Enable", "Default")
    ssm.update_service_setting(SettingId=prefix + SHARING, SettingValue="Disable")
    told = ssm.get_service_setting(SettingId=SHARING)["ServiceSetting"]
    assert (told["SettingValue"], told["Status"]) == ("Disable", "Customized")
    assert told["ARN"] == f"arn:aws:ssm:us-east-1:{ACCOUNT}:servicesetting{SHARING}"
    told = ssm.reset_service_setting(SettingId=prefix + SHARING)["ServiceSetting"]
    assert told["SettingValue"] == "Enable"


def test_unknown_service_setting(moto: MotoServer) -> None:
    with pytest.raises(ClientError) as missing:
        moto.client("ssm").get_service_setting(SettingId="/ssm/none")
    assert code_of(missing) == "ServiceSettingNotFound"


def test_backup_settings(moto: MotoServer) -> None:
    backup = moto.client("backup")
    assert not any(backup.describe_region_settings()["ResourceTypeOptInPreference"].values())
    backup.update_region_settings(ResourceTypeOptInPreference={"S3": True})
    backup.update_region_settings(ResourceTypeManagementPreference={"EFS": True})
    told = backup.describe_region_settings()
    assert told["ResourceTypeOptInPreference"]["S3"] is True
    assert told["ResourceTypeManagementPreference"]["EFS"] is True
    backup.update_global_settings(GlobalSettings={"isCrossAccountBackupEnabled": "true"})
    assert backup.describe_global_settings()["GlobalSettings"] == {
        "isCrossAccountBackupEnabled": "true"
    }


def test_vault_notifications(moto: MotoServer) -> None:
    backup = moto.client("backup")
    asked: Any = {
        "BackupVaultName": "vault",
        "SNSTopicArn": TOPIC,
        "BackupVaultEvents": ["BACKUP_JOB_FAILED"],
    }
    with pytest.raises(ClientError) as missing:
        backup.put_backup_vault_notifications(**asked)
    assert code_of(missing) == "ResourceNotFoundException"
    backup.create_backup_vault(BackupVaultName="vault")
    with pytest.raises(ClientError) as missing:
        backup.get_backup_vault_notifications(BackupVaultName="vault")
    assert code_of(missing) == "ResourceNotFoundException"
    backup.put_backup_vault_notifications(**asked)
    told = backup.get_backup_vault_notifications(BackupVaultName="vault")
    assert {key: told[key] for key in asked} == asked
    assert told["BackupVaultArn"].endswith(":backup-vault:vault")
    backup.delete_backup_vault_notifications(BackupVaultName="vault")
    with pytest.raises(ClientError):
        backup.get_backup_vault_notifications(BackupVaultName="vault")


def test_framework(moto: MotoServer) -> None:
    backup = moto.client("backup")
    controls = [{"ControlName": "BACKUP_RECOVERY_POINT_ENCRYPTED"}]
    asked: Any = {"FrameworkName": "audit", "FrameworkControls": controls}
    made = backup.create_framework(**asked, FrameworkTags={"owner": "a"})
    with pytest.raises(ClientError) as twice:
        backup.create_framework(**asked)
    assert code_of(twice) == "AlreadyExistsException"
    told = backup.describe_framework(FrameworkName="audit")
    assert (told["FrameworkControls"], told["DeploymentStatus"]) == (controls, "COMPLETED")
    assert backup.list_tags(ResourceArn=made["FrameworkArn"])["Tags"] == {"owner": "a"}
    (listed,) = backup.list_frameworks()["Frameworks"]
    assert listed["FrameworkArn"] == made["FrameworkArn"]
    backup.delete_framework(FrameworkName="audit")
    with pytest.raises(ClientError) as missing:
        backup.describe_framework(FrameworkName="audit")
    assert code_of(missing) == "ResourceNotFoundException"


def test_contact(moto: MotoServer) -> None:
    account = moto.client("account")
    with pytest.raises(ClientError) as missing:
        account.get_contact_information()
    assert code_of(missing) == "ResourceNotFoundException"
    contact = {
        "FullName": "Platform",
        "AddressLine1": "Street 1",
        "City": "Berlin",
        "PostalCode": "10115",
        "CountryCode": "DE",
        "PhoneNumber": "+49301234567",
    }
    account.put_contact_information(ContactInformation=contact)
    assert account.get_contact_information()["ContactInformation"] == contact


def test_chat_channels(moto: MotoServer) -> None:
    chatbot = moto.client("chatbot")
    asked: Any = {
        "ConfigurationName": "slack",
        "SlackTeamId": "T07EA123LEP",
        "SlackChannelId": "C07EZ1ABC23",
        "IamRoleArn": f"arn:aws:iam::{ACCOUNT}:role/chat",
        "SnsTopicArns": [TOPIC],
    }
    made = chatbot.create_slack_channel_configuration(
        **asked, Tags=[{"TagKey": "owner", "TagValue": "a"}]
    )["ChannelConfiguration"]
    with pytest.raises(ClientError) as twice:
        chatbot.create_slack_channel_configuration(**asked)
    assert code_of(twice) == "ConflictException"
    arn = made["ChatConfigurationArn"]
    chatbot.update_slack_channel_configuration(
        ChatConfigurationArn=arn, SlackChannelId="C07EZ1ABC24", LoggingLevel="ERROR"
    )
    (told,) = chatbot.describe_slack_channel_configurations(ChatConfigurationArn=arn)[
        "SlackChannelConfigurations"
    ]
    assert (told["SlackChannelId"], told["LoggingLevel"]) == ("C07EZ1ABC24", "ERROR")
    assert told["SnsTopicArns"] == [TOPIC]
    tags = chatbot.list_tags_for_resource(ResourceARN=arn)["Tags"]
    assert tags == [{"TagKey": "owner", "TagValue": "a"}]
    chatbot.delete_slack_channel_configuration(ChatConfigurationArn=arn)
    assert chatbot.describe_slack_channel_configurations()["SlackChannelConfigurations"] == []


def test_reset_empties_services_that_moto_lacks(moto: MotoServer) -> None:
    analyzer = moto.client("accessanalyzer")
    analyzer.create_analyzer(analyzerName="a", type="ACCOUNT")
    moto.reset()
    assert analyzer.list_analyzers()["analyzers"] == []
