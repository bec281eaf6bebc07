"""Configuration and settings of a served pack, and what it mends when it may."""

from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict
from pulumi.runtime import proto

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit import SecretText
from tests.support.pack_process import remediated, said, served, start
from tests.support.policies import made
from tests.support.servicer import analyze_request, struct


@pytest.fixture(scope="module")
def pack() -> Iterator[Any]:
    with served() as stub:
        yield stub


ROTATES = {"kms-rotation": proto.PolicyConfig(enforcementLevel=proto.REMEDIATE)}


def test_nothing_is_mended_unless_it_is_asked_for() -> None:
    with served() as stub:
        assert remediated(stub, made("kms.Key")) == []


def test_mends_a_flag_and_leaves_all_else() -> None:
    with served() as stub:
        stub.Configure(proto.ConfigureAnalyzerRequest(policyConfig=ROTATES))
        key = made("kms.Key", description=UNKNOWN, policy=SecretText("hush"), tags={"a": UNKNOWN})
        ((rule, inputs),) = remediated(stub, key)
        assert rule == "kms-rotation"
        sent = MessageToDict(analyze_request(key).properties)
        assert inputs == {**sent, "enableKeyRotation": True}
        assert remediated(stub, made("kms.Key", enableKeyRotation=True)) == []
        assert remediated(stub, made("kms.Key", enableKeyRotation=UNKNOWN)) == []
        assert remediated(stub, made("kms.Key", customerMasterKeySpec="RSA_2048")) == []
        # What could not be mended still blocks.
        long = made("kms.Key", enableKeyRotation=True, rotationPeriodInDays=730)
        assert remediated(stub, long) == []
        assert said(stub.Analyze(analyze_request(long)), "kms-rotation") == {
            ("period", Verdict.VIOLATION, "MANDATORY", long.urn)
        }


@pytest.mark.parametrize(
    ("configs", "problem"),
    [
        (
            {"kms-rotate": proto.PolicyConfig()},
            "'kms-rotate' is not a rule of this pack; did you mean kms-rotation",
        ),
        (
            {"kms-rotation": proto.PolicyConfig(properties=struct({"days": 3}))},
            "kms-rotation.days is not an option of kms-rotation",
        ),
        (
            {"exemption-hygiene": proto.PolicyConfig(properties=struct({"file": 3}))},
            "3 is not of type 'string'",
        ),
    ],
)
def test_wrong_configuration_is_refused(pack: Any, configs: dict[str, Any], problem: str) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        pack.Configure(proto.ConfigureAnalyzerRequest(policyConfig=configs))
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert problem in str(refused.value.details())


def test_settings_reach_the_engine(tmp_path: Path) -> None:
    file = tmp_path / "policies.yaml"
    reason = "Imported key material cannot rotate."
    file.write_text(f"rules: {{kms-rotation: {{level: advisory, reason: {reason}}}}}")
    with served(BASELINE_POLICIES=str(file)) as stub:
        info = stub.GetAnalyzerInfo(empty_pb2.Empty())
        levels = {policy.name: policy.enforcementLevel for policy in info.policies}
        assert levels["kms-rotation"] == proto.ADVISORY
        assert levels["kms-deletion-window"] == proto.MANDATORY
        assert f"kms-rotation advisory: {reason}" in info.description
        answer = said(stub.Analyze(analyze_request(made("kms.Key"))), "kms-rotation")
        assert {level for _, _, level, _ in answer} == {"ADVISORY"}


def test_wrong_settings_end_the_pack_with_2(tmp_path: Path) -> None:
    file = tmp_path / "policies.yaml"
    file.write_text("profile: production")
    process = start(BASELINE_POLICIES=str(file))
    _, errors = process.communicate(timeout=30)
    assert process.returncode == 2
    assert "profile is 'production'" in errors
