"""The stand-ins for detection, spoken to by boto3."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.moto_server import ACCOUNT, MotoServer

FSBP = "arn:aws:securityhub:us-east-1::standards/aws-foundational-security-best-practices/v/1.0.0"
CIS = "arn:aws:securityhub:::ruleset/cis-aws-foundations-benchmark/v/1.2.0"
ROLE = f"arn:aws:iam::{ACCOUNT}:role/r"


def code_of(error: pytest.ExceptionInfo[ClientError]) -> str:
    return str(error.value.response["Error"]["Code"])


@pytest.fixture
def moto(moto_server: MotoServer) -> MotoServer:
    moto_server.reset()
    return moto_server


def test_analyzer(moto: MotoServer) -> None:
    client = moto.client("accessanalyzer")
    rule: Any = {"ruleName": "known", "filter": {"resourceType": {"eq": ["AWS::S3::Bucket"]}}}
    asked: Any = {
        "analyzerName": "unused",
        "type": "ACCOUNT_UNUSED_ACCESS",
        "configuration": {"unusedAccess": {"unusedAccessAge": 90}},
        "tags": {"owner": "a"},
    }
    arn = client.create_analyzer(**asked, archiveRules=[rule])["arn"]
    assert arn == f"arn:aws:access-analyzer:us-east-1:{ACCOUNT}:analyzer/unused"
    with pytest.raises(ClientError) as twice:
        client.create_analyzer(**asked)
    assert code_of(twice) == "ConflictException"
    told = client.get_analyzer(analyzerName="unused")["analyzer"]
    assert (told["status"], told["configuration"]) == ("ACTIVE", asked["configuration"])
    client.tag_resource(resourceArn=arn, tags={"tenant": "b"})
    assert client.list_tags_for_resource(resourceArn=arn)["tags"] == {"owner": "a", "tenant": "b"}
    (kept,) = client.list_archive_rules(analyzerName="unused")["archiveRules"]
    assert (kept["ruleName"], kept["filter"]) == ("known", rule["filter"])
    assert client.list_analyzers(type="ACCOUNT")["analyzers"] == []
    client.delete_archive_rule(analyzerName="unused", ruleName="known")
    client.delete_analyzer(analyzerName="unused")
    with pytest.raises(ClientError) as missing:
        client.get_analyzer(analyzerName="unused")
    assert code_of(missing) == "ResourceNotFoundException"


def test_hub(moto: MotoServer) -> None:
    hub = moto.client("securityhub")
    with pytest.raises(ClientError) as missing:
        hub.update_security_hub_configuration(AutoEnableControls=False)
    assert code_of(missing) == "InvalidAccessException"
    hub.enable_security_hub(ControlFindingGenerator="STANDARD_CONTROL")
    hub.update_security_hub_configuration(AutoEnableControls=False)
    told = hub.describe_hub()
    assert told["HubArn"].endswith(":hub/default")
    assert (told["AutoEnableControls"], told["ControlFindingGenerator"]) == (
        False,
        "STANDARD_CONTROL",
    )
    hub.disable_security_hub()
    hub.enable_security_hub()
    assert hub.describe_hub()["AutoEnableControls"] is True


def test_standards(moto: MotoServer) -> None:
    hub = moto.client("securityhub")
    hub.enable_security_hub(EnableDefaultStandards=False)
    wanted = [{"StandardsArn": arn} for arn in (FSBP, CIS)]
    made = hub.batch_enable_standards(StandardsSubscriptionRequests=wanted)
    arns = [one["StandardsSubscriptionArn"] for one in made["StandardsSubscriptions"]]
    place = f"arn:aws:securityhub:us-east-1:{ACCOUNT}:subscription"
    assert arns == [
        f"{place}/aws-foundational-security-best-practices/v/1.0.0",
        f"{place}/cis-aws-foundations-benchmark/v/1.2.0",
    ]
    (told,) = hub.get_enabled_standards(StandardsSubscriptionArns=arns[:1])[
        "StandardsSubscriptions"
    ]
    assert (told["StandardsArn"], told["StandardsStatus"]) == (FSBP, "READY")
    hub.batch_disable_standards(StandardsSubscriptionArns=arns[:1])
    (left,) = hub.get_enabled_standards()["StandardsSubscriptions"]
    assert left["StandardsArn"] == CIS
    with pytest.raises(ClientError) as missing:
        hub.batch_disable_standards(StandardsSubscriptionArns=arns[:1])
    assert code_of(missing) == "InvalidInputException"


def test_aggregator(moto: MotoServer) -> None:
    hub = moto.client("securityhub")
    made = hub.create_finding_aggregator(RegionLinkingMode="ALL_REGIONS")
    arn = made["FindingAggregatorArn"]
    assert made["FindingAggregationRegion"] == "us-east-1"
    hub.update_finding_aggregator(
        FindingAggregatorArn=arn, RegionLinkingMode="SPECIFIED_REGIONS", Regions=["eu-west-1"]
    )
    told = hub.get_finding_aggregator(FindingAggregatorArn=arn)
    assert told["Regions"] == ["eu-west-1"]
    hub.delete_finding_aggregator(FindingAggregatorArn=arn)
    assert hub.list_finding_aggregators()["FindingAggregators"] == []


def test_conformance_pack(moto: MotoServer) -> None:
    config = moto.client("config")
    arn = config.put_conformance_pack(ConformancePackName="p", TemplateBody="{}")[
        "ConformancePackArn"
    ]
    again = config.put_conformance_pack(ConformancePackName="p", DeliveryS3Bucket="b")
    assert again["ConformancePackArn"] == arn
    (told,) = config.describe_conformance_packs(ConformancePackNames=["p"])[
        "ConformancePackDetails"
    ]
    assert (told["ConformancePackArn"], told["DeliveryS3Bucket"]) == (arn, "b")
    (status,) = config.describe_conformance_pack_status(ConformancePackNames=["p"])[
        "ConformancePackStatusDetails"
    ]
    assert status["ConformancePackState"] == "CREATE_COMPLETE"
    config.delete_conformance_pack(ConformancePackName="p")
    with pytest.raises(ClientError) as missing:
        config.describe_conformance_packs(ConformancePackNames=["p"])
    assert code_of(missing) == "NoSuchConformancePackException"
    gone = config.describe_conformance_pack_status(ConformancePackNames=["p"])
    assert gone["ConformancePackStatusDetails"] == []


def test_remediation(moto: MotoServer) -> None:
    config = moto.client("config")
    asked: Any = {"ConfigRuleName": "r", "TargetType": "SSM_DOCUMENT", "TargetId": "D"}
    with pytest.raises(ClientError) as missing:
        config.put_remediation_configurations(RemediationConfigurations=[asked])
    assert code_of(missing) == "InvalidParameterValueException"
    config.put_config_rule(
        ConfigRule={
            "ConfigRuleName": "r",
            "Source": {"Owner": "AWS", "SourceIdentifier": "S3_BUCKET_PUBLIC_READ_PROHIBITED"},
        }
    )
    config.put_remediation_configurations(RemediationConfigurations=[asked])
    (told,) = config.describe_remediation_configurations(ConfigRuleNames=["r"])[
        "RemediationConfigurations"
    ]
    assert told["TargetId"] == "D"
    config.delete_remediation_configuration(ConfigRuleName="r")
    with pytest.raises(ClientError) as missing:
        config.delete_remediation_configuration(ConfigRuleName="r")
    assert code_of(missing) == "NoSuchRemediationConfigurationException"


def test_composite_alarm(moto: MotoServer) -> None:
    cloudwatch = moto.client("cloudwatch")
    cloudwatch.put_composite_alarm(
        AlarmName="any", AlarmRule="ALARM(a)", AlarmActions=["arn:aws:sns:us-east-1:1:t"]
    )
    (told,) = cloudwatch.describe_alarms(AlarmNames=["any"])["CompositeAlarms"]
    assert told["AlarmRule"] == "ALARM(a)"
    assert told["AlarmActions"] == ["arn:aws:sns:us-east-1:1:t"]
    cloudwatch.delete_alarms(AlarmNames=["any"])
    assert cloudwatch.describe_alarms(AlarmNames=["any"])["CompositeAlarms"] == []


def test_features_of_a_detector_are_set_one_by_one(moto: MotoServer) -> None:
    guardduty = moto.client("guardduty")
    detector = guardduty.create_detector(
        Enable=True, Features=[{"Name": "S3_DATA_EVENTS", "Status": "DISABLED"}]
    )["DetectorId"]
    for name in ("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS"):
        guardduty.update_detector(
            DetectorId=detector, Features=[{"Name": name, "Status": "ENABLED"}]
        )
    guardduty.update_detector(DetectorId=detector, FindingPublishingFrequency="FIFTEEN_MINUTES")
    told = guardduty.get_detector(DetectorId=detector)
    assert {one["Name"]: one["Status"] for one in told["Features"]} == {
        "S3_DATA_EVENTS": "ENABLED",
        "RDS_LOGIN_EVENTS": "ENABLED",
    }
    assert (told["Status"], told["FindingPublishingFrequency"]) == ("ENABLED", "FIFTEEN_MINUTES")


def test_guardduty_of_an_organization(moto: MotoServer) -> None:
    guardduty = moto.client("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    for name in ("S3_DATA_EVENTS", "RDS_LOGIN_EVENTS"):
        guardduty.update_organization_configuration(
            DetectorId=detector,
            AutoEnableOrganizationMembers="ALL",
            Features=[{"Name": name, "AutoEnable": "ALL"}],
        )
    told = guardduty.describe_organization_configuration(DetectorId=detector)
    assert told["AutoEnableOrganizationMembers"] == "ALL"
    assert [one["Name"] for one in told["Features"]] == ["S3_DATA_EVENTS", "RDS_LOGIN_EVENTS"]
    guardduty.enable_organization_admin_account(AdminAccountId="2" * 12)
    guardduty.disable_organization_admin_account(AdminAccountId="2" * 12)
    assert guardduty.list_organization_admin_accounts()["AdminAccounts"] == []
    with pytest.raises(ClientError) as missing:
        guardduty.disable_organization_admin_account(AdminAccountId="2" * 12)
    assert code_of(missing) == "BadRequestException"


def test_publishing_and_malware_plan(moto: MotoServer) -> None:
    guardduty = moto.client("guardduty")
    detector = guardduty.create_detector(Enable=True)["DetectorId"]
    properties = {"DestinationArn": "arn:aws:s3:::b", "KmsKeyArn": "k"}
    made = guardduty.create_publishing_destination(
        DetectorId=detector, DestinationType="S3", DestinationProperties=properties
    )
    names = {"DetectorId": detector, "DestinationId": made["DestinationId"]}
    told = guardduty.describe_publishing_destination(**names)
    assert (told["Status"], told["DestinationProperties"]) == ("PUBLISHING", properties)
    guardduty.delete_publishing_destination(**names)
    with pytest.raises(ClientError) as missing:
        guardduty.describe_publishing_destination(**names)
    assert code_of(missing) == "BadRequestException"
    plan = guardduty.create_malware_protection_plan(
        Role=ROLE, ProtectedResource={"S3Bucket": {"BucketName": "b"}}
    )["MalwareProtectionPlanId"]
    told = guardduty.get_malware_protection_plan(MalwareProtectionPlanId=plan)
    assert told["ProtectedResource"]["S3Bucket"]["BucketName"] == "b"


def test_macie(moto: MotoServer) -> None:
    macie = moto.client("macie2")
    macie.disable_macie()
    with pytest.raises(ClientError) as missing:
        macie.get_automated_discovery_configuration()
    assert code_of(missing) == "ResourceNotFoundException"
    macie.enable_macie(findingPublishingFrequency="ONE_HOUR")
    macie.update_macie_session(findingPublishingFrequency="FIFTEEN_MINUTES")
    assert macie.get_macie_session()["findingPublishingFrequency"] == "FIFTEEN_MINUTES"
    assert macie.get_automated_discovery_configuration()["status"] == "DISABLED"
    macie.update_automated_discovery_configuration(status="ENABLED")
    assert macie.get_automated_discovery_configuration()["status"] == "ENABLED"
    destination = {"s3Destination": {"bucketName": "b", "kmsKeyArn": "k"}}
    assert macie.get_classification_export_configuration()["configuration"] == {}
    macie.put_classification_export_configuration(configuration=destination)
    assert macie.get_classification_export_configuration()["configuration"] == destination
    macie.update_organization_configuration(autoEnable=True)
    assert macie.describe_organization_configuration()["autoEnable"] is True
    macie.enable_organization_admin_account(adminAccountId="2" * 12)
    macie.disable_organization_admin_account(adminAccountId="2" * 12)
    assert macie.list_organization_admin_accounts()["adminAccounts"] == []
