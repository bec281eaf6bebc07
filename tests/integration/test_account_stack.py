"""The account stack against moto, by the real engine: from nothing, in two regions, to nothing."""

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.account.regional_plan import BACKUP_SERVICES
from tests.support import verdicts
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import ACCOUNT, MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

FOLDER = Path(__file__).parents[2] / "stacks" / "account"
REGIONS = ("eu-central-1", "us-east-1")


@pytest.fixture(scope="module")
def stack(
    engine_present: None, moto_server: MotoServer, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Engine]:
    moto_server.reset()
    made = Engine(FOLDER, tmp_path_factory.mktemp("account"), moto_server, policy_pack=True)
    with made.standing():
        yield made


@pytest.mark.parametrize("profile", ["prod", "sandbox"])
def test_offline_and_engine_reach_the_same_verdicts(
    profile: str, moto_server: MotoServer, tmp_path: Path
) -> None:
    config = {"baseline:profile": profile, "baseline:unavailable-types": {}}
    fresh = Engine(FOLDER, tmp_path, moto_server, config=config, policy_pack=True)
    fresh.preview()
    assert verdicts.engine(fresh) == verdicts.offline(FOLDER, config, "example")


@pytest.fixture(params=REGIONS)
def region(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_passwords(stack: Engine, moto_server: MotoServer) -> None:
    policy = moto_server.client("iam").get_account_password_policy()["PasswordPolicy"]
    assert policy == {
        "MinimumPasswordLength": 14,
        "PasswordReusePrevention": 24,
        "MaxPasswordAge": 90,
        "ExpirePasswords": True,
        "RequireLowercaseCharacters": True,
        "RequireUppercaseCharacters": True,
        "RequireNumbers": True,
        "RequireSymbols": True,
        "AllowUsersToChangePassword": True,
        "HardExpiry": False,
    }


def test_no_bucket_is_public(stack: Engine, moto_server: MotoServer) -> None:
    block = moto_server.client("s3control").get_public_access_block(AccountId=ACCOUNT)
    assert set(block["PublicAccessBlockConfiguration"].values()) == {True}
    assert len(block["PublicAccessBlockConfiguration"]) == 4


def test_contacts_and_alias(stack: Engine, moto_server: MotoServer) -> None:
    account = moto_server.client("account")
    for kind in ("BILLING", "OPERATIONS", "SECURITY"):
        found = account.get_alternate_contact(AlternateContactType=kind)["AlternateContact"]
        assert found["EmailAddress"] == f"aws-{kind.lower()}@example.com"
        assert found["PhoneNumber"].startswith("+1 555 010")
    assert moto_server.client("iam").list_account_aliases()["AccountAliases"] == [
        "example-production"
    ]


def test_volumes_are_encrypted_by_the_regions_own_key(
    stack: Engine, moto_server: MotoServer, region: str
) -> None:
    ec2, kms = moto_server.client("ec2", region), moto_server.client("kms", region)
    assert ec2.get_ebs_encryption_by_default()["EbsEncryptionByDefault"] is True
    arn = stack.outputs()["volumeKeyArns"][region]
    assert arn.startswith(f"arn:aws:kms:{region}:{ACCOUNT}:key/")
    assert ec2.get_ebs_default_kms_key_id()["KmsKeyId"] == arn
    assert kms.describe_key(KeyId=arn)["KeyMetadata"]["KeyManager"] == "CUSTOMER"
    assert kms.get_key_rotation_status(KeyId=arn)["KeyRotationEnabled"] is True
    aliases = [alias["AliasName"] for alias in kms.list_aliases(KeyId=arn)["Aliases"]]
    assert aliases == [f"alias/shared-defaults-ebs-{region}"]


def test_nothing_is_shared_with_everybody(
    stack: Engine, moto_server: MotoServer, region: str
) -> None:
    ec2 = moto_server.client("ec2", region)
    assert ec2.get_snapshot_block_public_access_state()["State"] == "block-all-sharing"
    images = ec2.get_image_block_public_access_state()
    assert images["ImageBlockPublicAccessState"] == "block-new-sharing"
    assert setting(moto_server, region, "documents/console/public-sharing-permission") == "Disable"


def test_instances(stack: Engine, moto_server: MotoServer, region: str) -> None:
    ec2 = moto_server.client("ec2", region)
    defaults = ec2.get_instance_metadata_defaults()["AccountLevel"]
    assert defaults["HttpTokens"] == "required"
    assert defaults["HttpPutResponseHopLimit"] == 1
    assert defaults["InstanceMetadataTags"] == "disabled"
    assert ec2.get_serial_console_access_status()["SerialConsoleAccessEnabled"] is False


def test_internet_is_for_the_stacks_region(stack: Engine, moto_server: MotoServer) -> None:
    modes = {
        region: moto_server.client("ec2", region).describe_vpc_block_public_access_options()[
            "VpcBlockPublicAccessOptions"
        ]["InternetGatewayBlockMode"]
        for region in REGIONS
    }
    assert modes == {"eu-central-1": "off", "us-east-1": "block-bidirectional"}


def test_nothing_passes_through_the_default_vpc(
    stack: Engine, moto_server: MotoServer, region: str
) -> None:
    ec2 = moto_server.client("ec2", region)
    vpc = stack.outputs()["defaultVpcIds"][region]
    (found,) = ec2.describe_vpcs(Filters=[{"Name": "is-default", "Values": ["true"]}])["Vpcs"]
    assert found["VpcId"] == vpc
    inside = [{"Name": "vpc-id", "Values": [vpc]}]
    (group,) = ec2.describe_security_groups(Filters=inside)["SecurityGroups"]
    assert group["IpPermissions"] == group["IpPermissionsEgress"] == []
    (acl,) = ec2.describe_network_acls(Filters=inside)["NetworkAcls"]
    assert {entry["RuleAction"] for entry in acl["Entries"]} <= {"deny"}
    (table,) = ec2.describe_route_tables(Filters=inside)["RouteTables"]
    assert {route["GatewayId"] for route in table["Routes"]} == {"local"}


def test_services(stack: Engine, moto_server: MotoServer, region: str) -> None:
    emr = moto_server.client("emr", region).get_block_public_access_configuration()
    block = emr["BlockPublicAccessConfiguration"]
    assert block["BlockPublicSecurityGroupRules"] is True
    assert not block.get("PermittedPublicSecurityGroupRuleRanges")
    ecr = moto_server.client("ecr", region).get_registry_scanning_configuration()
    assert ecr["scanningConfiguration"] == {
        "scanType": "ENHANCED",
        "rules": [
            {
                "scanFrequency": "CONTINUOUS_SCAN",
                "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}],
            }
        ],
    }
    log = setting(moto_server, region, "automation/customer-script-log-destination")
    assert log == "CloudWatch"


def test_backup_takes_every_service(stack: Engine, moto_server: MotoServer, region: str) -> None:
    settings = moto_server.client("backup", region).describe_region_settings()
    opted_in = settings["ResourceTypeOptInPreference"]
    assert {service for service, on in opted_in.items() if on} == set(BACKUP_SERVICES)
    assert settings["ResourceTypeManagementPreference"]["DynamoDB"] is True
    assert settings["ResourceTypeManagementPreference"]["EFS"] is True


def test_the_trail_records_all_regions(stack: Engine, moto_server: MotoServer) -> None:
    trails = moto_server.client("cloudtrail", "eu-central-1").describe_trails()["trailList"]
    (trail,) = [t for t in trails if t["TrailARN"] == stack.outputs()["trailArn"]]
    assert trail["IsMultiRegionTrail"] is True
    assert trail["S3BucketName"] == stack.outputs()["auditBucket"]


def test_every_region_is_watched(stack: Engine, moto_server: MotoServer, region: str) -> None:
    (recorder,) = moto_server.client("config", region).describe_configuration_recorder_status()[
        "ConfigurationRecordersStatus"
    ]
    assert recorder["recording"] is True
    guardduty = moto_server.client("guardduty", region)
    (detector,) = guardduty.list_detectors()["DetectorIds"]
    assert guardduty.get_detector(DetectorId=detector)["Status"] == "ENABLED"


def setting(moto_server: MotoServer, region: str, name: str) -> Any:
    arn = f"arn:aws:ssm:{region}:{ACCOUNT}:servicesetting/ssm/{name}"
    found = moto_server.client("ssm", region).get_service_setting(SettingId=arn)
    return found["ServiceSetting"]["SettingValue"]


DRIFT: dict[str, str] = {}
"""Property paths (type and path) that a second update changes, each with the emulator's gap."""


def test_second_update_changes_nothing(stack: Engine) -> None:
    """The provider reads every setting back from the server first."""
    stack.up("--refresh")
    assert stack.drifted() == set(DRIFT)


def test_an_update_reaches_every_region(stack: Engine, moto_server: MotoServer) -> None:
    stack.configure({"baseline:metadata-hops": 2})
    stack.up()
    changed = {urn.rpartition("::")[2]: change["op"] for urn, change in stack.changes().items()}
    assert changed == {f"defaults-{region}": "update" for region in REGIONS}
    for region in REGIONS:
        defaults = moto_server.client("ec2", region).get_instance_metadata_defaults()
        assert defaults["AccountLevel"]["HttpPutResponseHopLimit"] == 2


ON_CALL = {"channel": "email", "address": "on-call@example.com"}
MANAGERS = [{"channel": "email", "address": "head@example.com"}]
BAD: dict[str, tuple[dict[str, Any], str]] = {
    "region that is not enabled": (
        {"baseline:internet-regions": ["eu-west-1"]},
        "internet-regions: 'eu-west-1' is not enabled",
    ),
    "subscriber without an address": (
        {
            "baseline:incidents": {
                "subscribers": {"critical": [ON_CALL, {"channel": "https", "address": "pager"}]},
                "managers": MANAGERS,
            }
        },
        "'pager'",
    ),
    "wildcard subject": (
        {"baseline:access": {"review-by": "2027-06-30", "repository": "example/*"}},
        "repository 'example/*'",
    ),
}


@pytest.mark.parametrize("case", BAD)
def test_bad_settings_make_nothing(case: str, engine: Callable[..., Engine]) -> None:
    config, word = BAD[case]
    refused = engine(FOLDER, config=config)
    printed = refused.up(fails=True)
    assert word in printed
    assert "Traceback" not in printed
    assert [r for r in refused.export() if r["type"].startswith("aws:")] == []
