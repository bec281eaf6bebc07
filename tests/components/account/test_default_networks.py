from typing import Any

import pytest

from soc2_baseline.components.account.default_networks import (
    DefaultNetworks,
    DefaultNetworksArgs,
    resolve,
)
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD
from tests.support.recorder import Recorded, Recording, record

REGIONS = ["eu-central-1", "us-east-1"]
ARGS: DefaultNetworksArgs = {"environment": PROD, "regions": REGIONS}
PARTS = ("ec2.DefaultSecurityGroup", "ec2.DefaultNetworkAcl", "ec2.DefaultRouteTable")


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: DefaultNetworksArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: DefaultNetworks("default-network", args), preview=preview)


def in_region(recording: Recording, short: str, region: str) -> Recorded:
    found = recording.one(short, f"default-network-{region}")
    assert found.inputs["region"] == region
    return found


@pytest.mark.parametrize("region", REGIONS)
def test_nothing_passes_through_the_default_vpc(region: str) -> None:
    recording = made()
    group = in_region(recording, "ec2.DefaultSecurityGroup", region).inputs
    acl = in_region(recording, "ec2.DefaultNetworkAcl", region).inputs
    table = in_region(recording, "ec2.DefaultRouteTable", region).inputs
    for inputs in (group, acl):
        assert not {"ingress", "egress"} & inputs.keys()
    assert table["routes"] == []


@pytest.mark.parametrize("region", REGIONS)
@pytest.mark.parametrize("short", PARTS)
def test_parts_are_those_of_the_regions_vpc(short: str, region: str) -> None:
    recording = made(preview=True)
    vpc = in_region(recording, "ec2.DefaultVpc", region)
    depends = in_region(recording, short, region).registration.property_dependencies
    assert vpc.urn in {urn for urns in depends.values() for urn in urns}


def test_vpcs_are_named_in_the_outputs() -> None:
    recording = made()
    assert recording.all[1].outputs["vpcIds"] == {
        region: f"default-network-{region}-id" for region in REGIONS
    }


def test_deleted_vpc_is_not_made_anew() -> None:
    recording = made(regions_without=["us-east-1"])
    assert {r.inputs["region"] for r in recording.of("ec2.DefaultVpc")} == {"eu-central-1"}
    assert not [r for r in recording if r.inputs.get("region") == "us-east-1"]


def test_no_default_vpc_anywhere_makes_nothing() -> None:
    assert not [r for r in made(regions_without=REGIONS) if r.type.startswith("aws:")]


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"without": []}, "without is unknown"),
        ({"regions": []}, "DefaultNetworks: regions lacks 'eu-central-1'"),
        ({"regions": [*REGIONS, "cn-north-1"]}, "'cn-north-1' is a region of aws-cn"),
        ({"regions_without": ["sa-east-1"]}, "regions_without: 'sa-east-1' is not enabled"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError, match=message):
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
