"""Which operation a request asks for."""

from typing import Any

import boto3
import pytest
from botocore.awsrequest import AWSPreparedRequest
from botocore.config import Config
from moto.core.request import Request

from soc2_baseline.baseline.sandbox.operations import SIGNED_AS, asked


class Sent(Exception):
    """Stops a request before it leaves."""


def request_of(service: str, method: str, **arguments: Any) -> Request:
    """The request that boto3 makes of a call."""
    found: list[AWSPreparedRequest] = []

    def stop(request: AWSPreparedRequest, **_: Any) -> None:
        found.append(request)
        raise Sent

    client = boto3.client(
        service,
        region_name="eu-central-1",
        aws_access_key_id="test",
        aws_secret_access_key="test",
        endpoint_url="http://127.0.0.1:1",
        config=Config(retries={"max_attempts": 1}),
    )
    client.meta.events.register("before-send", stop)
    with pytest.raises(Sent):
        getattr(client, method)(**arguments)
    client.close()
    (sent,) = found
    return Request.from_primitives(sent.method, sent.url, sent.headers, sent.body)


@pytest.mark.parametrize(
    ("service", "method", "arguments", "operation"),
    [
        ("ec2", "describe_vpcs", {}, "DescribeVpcs"),
        ("iam", "list_roles", {}, "ListRoles"),
        ("backup", "get_backup_plan", {"BackupPlanId": "p"}, "GetBackupPlan"),
        ("accessanalyzer", "get_analyzer", {"analyzerName": "a"}, "GetAnalyzer"),
        ("kms", "create_key", {}, "CreateKey"),
        (
            "s3",
            "put_bucket_versioning",
            {"Bucket": "b", "VersioningConfiguration": {"Status": "Enabled"}},
            "PutBucketVersioning",
        ),
        ("s3control", "get_public_access_block", {"AccountId": "1" * 12}, "GetPublicAccessBlock"),
        ("sso-admin", "list_instances", {}, "ListInstances"),
        ("elbv2", "describe_load_balancers", {}, "DescribeLoadBalancers"),
        ("stepfunctions", "list_state_machines", {}, "ListStateMachines"),
        ("cloudwatch", "describe_alarms", {}, "DescribeAlarms"),
        ("emr", "get_block_public_access_configuration", {}, "GetBlockPublicAccessConfiguration"),
    ],
)
def test_names_service_and_operation(
    service: str, method: str, arguments: dict[str, Any], operation: str
) -> None:
    assert asked(request_of(service, method, **arguments)) == (service, operation)


@pytest.mark.parametrize(
    "headers",
    [
        {},
        {"Authorization": "Basic abc"},
        {"Authorization": "AWS4-HMAC-SHA256 Credential=k/d/r/nosuchservice/aws4_request, x"},
    ],
)
def test_others_name_nothing(headers: dict[str, str]) -> None:
    request = Request.from_primitives("POST", "http://127.0.0.1/", headers, b"Action=DescribeVpcs")
    assert asked(request) is None


@pytest.mark.parametrize("signed", SIGNED_AS)
def test_signing_names_are_those_of_botocore(signed: str) -> None:
    for service in SIGNED_AS[signed]:
        client = boto3.client(service, region_name="us-east-1")
        assert client.meta.service_model.signing_name == signed
        client.close()
