"""A request that a client repeats is carried out once."""

from typing import Any

import pytest
from botocore.exceptions import ClientError

from tests.support.moto_server import MotoServer


def subnet(server: MotoServer, vpc: str, invocation: str) -> str:
    """Create the same subnet again, under an invocation id."""
    client = server.client("ec2")

    def mark(request: Any, **_: Any) -> None:
        request.headers["amz-sdk-invocation-id"] = invocation

    client.meta.events.register("before-send.ec2.CreateSubnet", mark)
    made: str = client.create_subnet(VpcId=vpc, CidrBlock="10.9.1.0/24")["Subnet"]["SubnetId"]
    return made


def test_a_repeated_creation_gets_the_first_answer(moto_server: MotoServer) -> None:
    vpc = moto_server.client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    assert subnet(moto_server, vpc, "first") == subnet(moto_server, vpc, "first")
    with pytest.raises(ClientError, match="conflicts with another subnet"):
        subnet(moto_server, vpc, "second")


def test_a_refusal_is_no_answer_to_keep(moto_server: MotoServer) -> None:
    with pytest.raises(ClientError, match="does not exist"):
        subnet(moto_server, "vpc-none", "third")
    vpc = moto_server.client("ec2").create_vpc(CidrBlock="10.9.0.0/16")["Vpc"]["VpcId"]
    assert subnet(moto_server, vpc, "third").startswith("subnet-")
