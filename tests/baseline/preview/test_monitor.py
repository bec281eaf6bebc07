"""The recording monitor answers as the engine would, or says that it cannot."""

import json
from collections.abc import Callable
from typing import Any

import pulumi
import pulumi_aws as aws
import pytest

from soc2_baseline.baseline.preview.invokes import InvokeTable
from soc2_baseline.baseline.preview.monitor import RecordingMonitor
from soc2_baseline.baseline.preview.program import StackName, run
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.engine.properties import read


def registered(make: Callable[[], Any], **options: Any) -> dict[str, dict[str, Any]]:
    monitor = RecordingMonitor(InvokeTable(region="eu-central-1"), **options)
    run(make, monitor, StackName("shop", "dev"), {})
    return {urn: read(made.inputs) for urn, made in monitor.registrations.items()}


class Area(pulumi.ComponentResource):
    def __init__(self, name: str, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("soc2:test:Area", name, None, opts)


def test_urns_are_those_of_the_engine() -> None:
    def make() -> None:
        outer = Area("outer")
        inner = Area("inner", pulumi.ResourceOptions(parent=outer))
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(parent=inner))

    assert set(registered(make)) == {
        "urn:pulumi:dev::shop::pulumi:pulumi:Stack::shop-dev",
        "urn:pulumi:dev::shop::soc2:test:Area::outer",
        "urn:pulumi:dev::shop::soc2:test:Area$soc2:test:Area::inner",
        "urn:pulumi:dev::shop::soc2:test:Area$soc2:test:Area$aws:s3/bucket:Bucket::data",
    }


def test_names_are_used_once() -> None:
    def make() -> None:
        aws.s3.Bucket("data")
        aws.s3.Bucket("data")

    with pytest.raises(ConfigError, match="registered twice"):
        registered(make)


def test_another_stack_and_existing_resources_are_unknown() -> None:
    def make() -> None:
        other = pulumi.StackReference("organization/network/prod")
        known = aws.kms.Key.get("old", "1234")
        aws.s3.Bucket("data", tags={"vpc": other.get_output("vpcId"), "key": known.arn})

    (bucket,) = [i for urn, i in registered(make).items() if urn.endswith("::data")]
    assert bucket["tags"]["vpc"] is UNKNOWN
    assert bucket["tags"]["key"] is UNKNOWN


def test_look_ups_are_answered_from_configuration() -> None:
    def make() -> None:
        statement = aws.iam.GetPolicyDocumentStatementArgs(
            actions=["s3:GetObject"], resources=["*"]
        )
        aws.s3.Bucket(
            "data",
            tags={
                "account": aws.get_caller_identity().account_id,
                "zone": aws.get_availability_zones().names[1],
                "policy": aws.iam.get_policy_document(statements=[statement]).json,
            },
        )

    (bucket,) = [i for urn, i in registered(make).items() if urn.endswith("::data")]
    assert bucket["tags"]["account"] == "123456789012"
    assert bucket["tags"]["zone"] == "eu-central-1b"
    assert json.loads(bucket["tags"]["policy"])["Statement"] == [
        {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": ["*"]}
    ]


def test_a_look_up_without_an_answer_names_itself() -> None:
    def make() -> None:
        aws.ec2.get_ami(most_recent=True)

    with pytest.raises(Exception, match=r"getAmi has no answer offline; pass the value"):
        registered(make)


def test_default_providers_are_refused_where_they_are_disabled() -> None:
    with pytest.raises(ConfigError, match=r"Bucket::data: no explicit provider"):
        registered(lambda: aws.s3.Bucket("data"), explicit_only=True)

    def make() -> None:
        provider = aws.Provider("mine", region="eu-central-1")
        aws.s3.Bucket("data", opts=pulumi.ResourceOptions(provider=provider))

    assert len(registered(make, explicit_only=True)) == 3
