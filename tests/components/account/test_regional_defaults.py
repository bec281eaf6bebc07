import json
from typing import Any

import pytest

from soc2_baseline.components.account.regional_defaults import (
    EnforcedSetting,
    RegionalDefaults,
    RegionalDefaultsArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recorded, Recording, record

REGIONS = ["eu-central-1", "us-east-1"]
ARGS: RegionalDefaultsArgs = {"environment": PROD, "regions": REGIONS}


def made(**changed: Any) -> Recording:
    args: RegionalDefaultsArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: RegionalDefaults("defaults", args))


def by_region(recording: Recording, short: str) -> dict[str, dict[str, Any]]:
    """The inputs of a type's only resource in each region, without the region."""
    found = {r.inputs["region"]: r for r in recording.of(short)}
    assert len(found) == len(recording.of(short))
    assert all(r.name == f"defaults-{region}" for region, r in found.items())
    return {
        region: {key: value for key, value in r.inputs.items() if key != "region"}
        for region, r in found.items()
    }


SETTINGS: dict[str, dict[str, Any]] = {
    "ebs.EncryptionByDefault": {"enabled": True},
    "ebs.SnapshotBlockPublicAccess": {"state": "block-all-sharing"},
    "ec2.ImageBlockPublicAccess": {"state": "block-new-sharing"},
    "ec2.InstanceMetadataDefaults": {
        "httpTokens": "required",
        "httpPutResponseHopLimit": 1,
        "instanceMetadataTags": "disabled",
    },
    "ec2.SerialConsoleAccess": {"enabled": False},
    "emr.BlockPublicAccessConfiguration": {"blockPublicSecurityGroupRules": True},
    "ecr.RegistryScanningConfiguration": {
        "scanType": "ENHANCED",
        "rules": [
            {
                "scanFrequency": "CONTINUOUS_SCAN",
                "repositoryFilters": [{"filter": "*", "filterType": "WILDCARD"}],
            }
        ],
    },
}


@pytest.mark.parametrize("short", SETTINGS)
def test_setting_is_in_every_region(short: str) -> None:
    assert by_region(made(), short) == dict.fromkeys(REGIONS, SETTINGS[short])


def test_volumes_are_encrypted_by_the_regions_own_key() -> None:
    recording = made()
    defaults = by_region(recording, "ebs.DefaultKmsKey")
    for region in REGIONS:
        key = recording.one("kms.Key", f"defaults-ebs-{region}")
        assert key.inputs["region"] == region
        assert key.protect
        assert defaults[region]["keyArn"] == key.outputs.get("arn", _arn(recording, region))
    assert defaults["eu-central-1"] != defaults["us-east-1"]


def _arn(recording: Recording, region: str) -> Any:
    return recording.all[1].outputs["volumeKeyArns"][region]


def test_no_volume_is_encrypted_before_the_key_is_the_default() -> None:
    recording = made()
    for region in REGIONS:
        switch = recording.one("ebs.EncryptionByDefault", f"defaults-{region}").registration
        key = recording.one("ebs.DefaultKmsKey", f"defaults-{region}")
        assert key.urn in switch.dependencies


def test_the_key_is_for_volumes_of_its_region() -> None:
    key = made().one("kms.Key", "defaults-ebs-us-east-1")
    statements = {s["Sid"]: s for s in json.loads(key.inputs["policy"])["Statement"]}
    pinned = statements["UseViaEbs"]["Condition"]["StringEquals"]
    assert pinned == {
        "kms:CallerAccount": "123456789012",
        "kms:ViaService": "ec2.us-east-1.amazonaws.com",
    }


def modes(recording: Recording) -> dict[str, str]:
    found = by_region(recording, "ec2.VpcBlockPublicAccessOptions")
    return {region: inputs["internetGatewayBlockMode"] for region, inputs in found.items()}


def test_internet_is_for_regions_that_are_named() -> None:
    assert modes(made()) == {"eu-central-1": "off", "us-east-1": "block-bidirectional"}
    assert modes(made(internet_regions=[])) == dict.fromkeys(REGIONS, "block-bidirectional")
    assert modes(made(internet_regions=REGIONS)) == dict.fromkeys(REGIONS, "off")


def ssm(recording: Recording, region: str) -> dict[str, str]:
    settings = [s for s in recording.of("ssm.ServiceSetting") if s.inputs["region"] == region]
    assert all(s.name.endswith(f"-{region}") for s in settings)
    return {s.inputs["settingId"]: s.inputs["settingValue"] for s in settings}


def test_documents_are_not_public_and_scripts_are_logged() -> None:
    recording = made()
    for region in REGIONS:
        place = f"arn:aws:ssm:{region}:123456789012:servicesetting/ssm"
        assert ssm(recording, region) == {
            f"{place}/documents/console/public-sharing-permission": "Disable",
            f"{place}/automation/customer-script-log-destination": "CloudWatch",
        }


def test_backup_takes_every_service() -> None:
    for settings in by_region(made(), "backup.RegionSettings").values():
        opted_in = settings["resourceTypeOptInPreference"]
        assert set(opted_in.values()) == {True}
        assert {"S3", "DynamoDB", "EBS", "RDS", "Aurora", "EFS"} <= opted_in.keys()
        assert settings["resourceTypeManagementPreference"]["DynamoDB"] is True
        assert settings["resourceTypeManagementPreference"]["EFS"] is True


def test_backup_services_can_be_fewer() -> None:
    recording = made(backup_services=["S3", "DynamoDB"])
    assert by_region(recording, "backup.RegionSettings")["us-east-1"] == {
        "resourceTypeOptInPreference": {"S3": True, "DynamoDB": True},
        "resourceTypeManagementPreference": {"DynamoDB": True},
    }


def test_containers_may_need_two_hops() -> None:
    found = by_region(made(metadata_hops=2), "ec2.InstanceMetadataDefaults")
    assert {inputs["httpPutResponseHopLimit"] for inputs in found.values()} == {2}


ENFORCED = {
    EnforcedSetting.INTERNET: "ec2.VpcBlockPublicAccessOptions",
    EnforcedSetting.IMAGES: "ec2.ImageBlockPublicAccess",
    EnforcedSetting.METADATA: "ec2.InstanceMetadataDefaults",
    EnforcedSetting.SERIAL_CONSOLE: "ec2.SerialConsoleAccess",
    EnforcedSetting.SNAPSHOTS: "ebs.SnapshotBlockPublicAccess",
}


@pytest.mark.parametrize("setting", EnforcedSetting)
def test_what_the_organization_enforces_is_left_to_it(setting: EnforcedSetting) -> None:
    recording = made(organization_enforces=[setting])
    assert {other: bool(recording.of(short)) for other, short in ENFORCED.items()} == {
        other: other is not setting for other in EnforcedSetting
    }


def test_what_is_not_offered_is_left_out() -> None:
    everything = {r.type for r in made() if r.type.startswith("aws:")}
    keys = {"aws:kms/key:Key", "aws:kms/alias:Alias"}
    missing = dict.fromkeys(everything - keys, "not here")
    recording = made(environment={**PROD, "unavailable_types": missing})
    assert {r.type for r in recording if r.type.startswith("aws:")} == keys


def test_sandbox_can_be_destroyed() -> None:
    assert not any(resource.protect for resource in made(environment=SANDBOX))


def names(resources: list[Recorded]) -> set[str]:
    return {r.name for r in resources}


def test_another_region_renames_nothing() -> None:
    before, after = made(), made(regions=["ap-south-1", *REGIONS])
    assert names(before.all) < names(after.all)


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"region": "x"}, "region is unknown"),
        ({"regions": ["us-east-1"]}, "RegionalDefaults: regions lacks 'eu-central-1'"),
        ({"regions": [*REGIONS, "mars"]}, "regions: 'mars' is unknown; accepted are AWS regions"),
        ({"internet_regions": ["sa-east-1"]}, "internet_regions: 'sa-east-1' is not enabled"),
        ({"metadata_hops": 3}, "metadata_hops 3; accepted are 1 and 2"),
        ({"metadata_hops": 0}, "metadata_hops 0; accepted are 1 and 2"),
        (
            {"organization_enforces": ["imds"]},
            r"organization_enforces\[0\] is 'imds'; input should be 'vpc-block-public-access', ",
        ),
        ({"backup_services": ["s3"]}, "backup_services: 's3'; accepted are Aurora, "),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]


def test_everything_wrong_is_told_together() -> None:
    wrong: Any = {**ARGS, "regions": ["mars"], "metadata_hops": 9, "backup_services": ["s3"]}
    with pytest.raises(ConfigError) as refused:
        resolve(wrong)
    # mars is unknown, eu-central-1 is missing and so not enabled, hops, service
    assert len(refused.value.problems) == 5
