"""Who answers: stand-ins for what they are for, moto for the rest; and that it is told."""

import http.client
import json
from contextlib import closing
from pathlib import Path
from typing import Any
from urllib.parse import quote

import pytest
from botocore.exceptions import ClientError, ParamValidationError

from soc2_baseline.baseline.sandbox import served
from soc2_baseline.baseline.sandbox.contract import (
    StandIn,
    add_operations,
    backend_of,
    handlers_of,
    install,
)
from soc2_baseline.baseline.sandbox.environment import HOST
from tests.support.moto_server import ACCOUNT, MotoServer


def ask(server: MotoServer, method: str, query: str = "") -> Any:
    connection = http.client.HTTPConnection(HOST, server.port, timeout=60)
    connection.request(method, served.PATH + query)
    with closing(connection), connection.getresponse() as response:
        content = response.read()
    return json.loads(content) if content else None


def test_tells_who_answered_and_forgets(moto_server: MotoServer, tmp_path: Path) -> None:
    moto_server.reset()
    log = tmp_path / "events"
    ask(moto_server, "DELETE", f"?follow={quote(str(log))}")
    ec2 = moto_server.client("ec2")
    ec2.describe_vpcs()
    log.write_text("12345")
    ec2.get_serial_console_access_status()
    with pytest.raises(ClientError):
        ec2.describe_vpcs(VpcIds=["vpc-none"])
    moto, stand_in, failed = ask(moto_server, "GET")
    assert moto == {
        "operation": "ec2:DescribeVpcs",
        "status": 200,
        "stood_in": "",
        "position": 0,
    }
    assert stand_in["operation"] == "ec2:GetSerialConsoleAccessStatus"
    assert (stand_in["stood_in"], stand_in["position"]) == ("EC2 account defaults", 5)
    assert (failed["operation"], failed["status"]) == ("ec2:DescribeVpcs", 400)
    ask(moto_server, "DELETE")
    assert ask(moto_server, "GET") == []


def test_input_is_checked_by_the_model(moto_server: MotoServer) -> None:
    lenient = moto_server.client("accessanalyzer")
    with pytest.raises(ParamValidationError):
        lenient.create_analyzer(analyzerName="a")
    body = json.dumps({"analyzerName": "a", "type": 7})

    def other(request: Any, **_: Any) -> None:
        request.data = body.encode()
        request.headers["Content-Length"] = str(len(body))

    lenient.meta.events.register("before-sign", other)
    with pytest.raises(ClientError) as refused:
        lenient.create_analyzer(analyzerName="a", type="ACCOUNT")
    assert refused.value.response["Error"]["Code"] == "ValidationException"
    assert "type" in refused.value.response["Error"]["Message"]


def test_services_of_moto_and_others_are_apart_by_region_and_account() -> None:
    assert type(backend_of("kms", ACCOUNT, "eu-west-1")).__name__ == "KmsBackend"
    assert backend_of("iam", ACCOUNT, "eu-west-1") is backend_of("iam", ACCOUNT, "us-east-1")
    here = backend_of("accessanalyzer", ACCOUNT, "eu-west-1")
    assert here is backend_of("accessanalyzer", ACCOUNT, "eu-west-1")
    assert here is not backend_of("accessanalyzer", ACCOUNT, "us-east-1")
    assert here is not backend_of("accessanalyzer", "2" * 12, "eu-west-1")


def test_the_last_stand_in_is_asked_first() -> None:
    def one(_backend: Any, _given: Any) -> None:
        return None

    def two(_backend: Any, _given: Any) -> dict[str, Any]:
        return {}

    for name, handler in (("one", one), ("two", two)):
        handlers = {"OnlyInThisTest": handler}
        install(
            StandIn(
                name=name,
                gap="a test",
                service="kms",
                operations=tuple(handlers),
                apply=lambda handlers=handlers: add_operations("kms", handlers),  # type: ignore[misc]
            )
        )
    assert [name for name, _ in handlers_of("kms", "OnlyInThisTest")] == ["two", "one"]
