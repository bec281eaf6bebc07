"""The pack as the engine starts it: a process that prints its port and answers over gRPC."""

import datetime
import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict
from pulumi.runtime import proto
from pulumi.runtime.proto import analyzer_pb2_grpc

from baseline.exceptions import VARIABLE
from baseline.verdicts import parse
from baseline.vocabulary import Verdict
from policy_pack.catalog import BY_ID, RULES
from policy_pack.resources import Resource
from policy_pack.rule import StackRule
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, SecretText
from tests.support.policies import made
from tests.support.servicer import analyze_request, analyze_stack_request, struct

PACK = Path(__file__).parents[2] / "policy_pack"
WAIVER = {
    "id": "EX-1",
    "rule": "kms-rotation",
    "scope": "*::legacy",
    "reason": "Imported key material cannot rotate.",
    "owner": "platform lead",
    "approver": "security lead",
    "ticket": "OPS-1",
    "expires": datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=30),
}


def start(**environment: str) -> "subprocess.Popen[str]":
    """A pack process, started as the engine's language host does it."""
    inherited = {k: v for k, v in os.environ.items() if k not in (VARIABLE, "PULUMI_CONFIG")}
    return subprocess.Popen(
        [sys.executable, "-u", "-m", "pulumi.policy", "127.0.0.1:0", "."],
        cwd=PACK,
        env={**inherited, **environment},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        text=True,
    )


@contextmanager
def served(**environment: str) -> Iterator[Any]:
    """A stub of a running pack; what it printed besides its port fails the test."""
    process = start(**environment)
    assert process.stdout is not None
    try:
        port = process.stdout.readline()
        assert port.strip().isdigit()
        with grpc.insecure_channel(f"127.0.0.1:{port.strip()}") as channel:
            yield analyzer_pb2_grpc.AnalyzerStub(channel)
    finally:
        process.terminate()
        rest, _ = process.communicate(timeout=30)
    assert rest == ""


@pytest.fixture(scope="module")
def pack() -> Iterator[Any]:
    with served() as stub:
        yield stub


def said(response: Any, rule_id: str) -> set[tuple[str | None, Verdict, str, str]]:
    """Key, verdict, level and URN of what one rule said."""
    return {
        (
            (statement := parse(d.message)).key,
            statement.verdict,
            proto.EnforcementLevel.Name(d.enforcementLevel),
            d.urn,
        )
        for d in response.diagnostics
        if d.policyName == rule_id
    }


def remediated(stub: Any, resource: Resource) -> list[tuple[str, dict[str, Any]]]:
    """Rule and resulting inputs, as they go over the wire."""
    response = stub.Remediate(analyze_request(resource))
    return [(one.policyName, MessageToDict(one.properties)) for one in response.remediations]


def not_applicable(response: Any) -> dict[str, str]:
    return {entry.policy_name: entry.reason for entry in response.not_applicable}


def test_what_the_pack_tells_of_its_rules(pack: Any) -> None:
    info = pack.GetAnalyzerInfo(empty_pb2.Empty())
    assert info.name == "soc2-baseline"
    assert info.version == yaml.safe_load((PACK / "PulumiPolicy.yaml").read_text())["version"]
    assert info.supportsConfig
    assert info.description == "No exceptions file."
    assert [policy.name for policy in info.policies] == [rule.id for rule in RULES]
    for policy in info.policies:
        rule = BY_ID[policy.name]
        level = "advisory" if rule.prod_floor else rule.level.value  # no profile is no prod
        assert proto.EnforcementLevel.Name(policy.enforcementLevel) == level.upper()
        severity = proto.PolicySeverity.Name(policy.severity)
        assert severity == f"POLICY_SEVERITY_{rule.severity.value.upper()}"
        kind = "STACK" if isinstance(rule, StackRule) else "RESOURCE"
        assert proto.PolicyType.Name(policy.policy_type) == f"POLICY_TYPE_{kind}"
        assert policy.description == rule.summary
        assert policy.framework.name == "SOC 2"
        assert policy.framework.reference == "; ".join(rule.criteria)
        assert policy.framework.specification == rule.reference
        assert policy.remediation_steps == rule.fix
        assert list(policy.tags) == [
            *(f"type={token(name)}" for name in rule.types),
            *(f"key={key}={argument}" for key, argument in rule.keys.items()),
        ]
        schema = MessageToDict(policy.configSchema.properties)
        assert schema == json.loads(json.dumps({k: dict(v) for k, v in rule.options.items()}))


def test_the_profile_is_in_the_levels() -> None:
    floors = {rule.id for rule in RULES if rule.prod_floor}
    assert floors
    with served(PULUMI_CONFIG=json.dumps({"baseline:profile": "prod"})) as stub:
        info = stub.GetAnalyzerInfo(empty_pb2.Empty())
    levels = {p.name: p.enforcementLevel for p in info.policies if p.name in floors}
    assert levels == {name: getattr(proto, BY_ID[name].level.value.upper()) for name in floors}


def test_which_exceptions_were_read(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(yaml.safe_dump([WAIVER]))
    legacy = made("kms.Key", "legacy")
    with served(**{VARIABLE: str(file)}) as stub:
        info = stub.GetAnalyzerInfo(empty_pb2.Empty())
        assert info.description == f"Exceptions: 1 from {file}."
        response = stub.Analyze(analyze_request(legacy))
    waived = {("enabled", Verdict.WAIVED, "ADVISORY", legacy.urn)}
    assert said(response, "kms-rotation") == waived


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        (
            [{**WAIVER, "approved_by": "me"}],
            "{file}[0].approved_by is unknown; accepted are approver, expires, id, key, owner, "
            "reason, rule, scope, ticket",
        ),
        ("EX-1", "{file} is 'EX-1'; input should be a valid list"),
        (
            None,
            "BASELINE_EXCEPTIONS: '{file}' is no file; accepted is the path of an exceptions.yaml",
        ),
    ],
)
def test_wrong_exceptions_end_the_pack(tmp_path: Path, content: Any, sentence: str) -> None:
    file = tmp_path / "exceptions.yaml"
    if content is not None:
        file.write_text(yaml.safe_dump(content))
    printed, complaint = start(**{VARIABLE: str(file)}).communicate(timeout=60)
    assert (printed, complaint) == ("", f"{sentence.format(file=file)}\n")


def test_wrong_exceptions_end_with_the_code_of_configuration(tmp_path: Path) -> None:
    process = start(**{VARIABLE: str(tmp_path)})
    process.communicate(timeout=60)
    assert process.returncode == 2


def configuration(**rules: Any) -> Any:
    return proto.ConfigureAnalyzerRequest(
        policyConfig={name.replace("_", "-"): config for name, config in rules.items()}
    )


def test_an_unknown_rule_in_the_configuration(pack: Any) -> None:
    with pytest.raises(grpc.RpcError) as refused:
        pack.Configure(configuration(kms_rotations=proto.PolicyConfig()))
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert "kms-rotations is no rule of this pack" in refused.value.details()


def test_levels_and_options_from_the_configuration() -> None:
    key = made("kms.Key", enableKeyRotation=False)
    with served() as stub:
        for level, expected in (
            (proto.MANDATORY, {("enabled", Verdict.VIOLATION, "MANDATORY", key.urn)}),
            (proto.ADVISORY, {("enabled", Verdict.VIOLATION, "ADVISORY", key.urn)}),
            (proto.DISABLED, set()),
        ):
            stub.Configure(configuration(kms_rotation=proto.PolicyConfig(enforcementLevel=level)))
            assert said(stub.Analyze(analyze_request(key)), "kms-rotation") == expected


def test_an_exceptions_file_in_the_configuration(tmp_path: Path) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(yaml.safe_dump([WAIVER]))
    hygiene = proto.PolicyConfig(enforcementLevel=proto.MANDATORY)
    hygiene.properties["file"] = str(file)
    legacy = made("kms.Key", "legacy")
    with served() as stub:
        stub.Configure(configuration(exemption_hygiene=hygiene))
        response = stub.Analyze(analyze_request(legacy))
        assert {verdict for _, verdict, _, _ in said(response, "kms-rotation")} == {Verdict.WAIVED}
        file.unlink()
        with pytest.raises(grpc.RpcError) as refused:
            stub.Configure(configuration(exemption_hygiene=hygiene))
    assert refused.value.code() is grpc.StatusCode.INVALID_ARGUMENT
    assert refused.value.details().startswith(f"exemption-hygiene.file: '{file}' is no file")


def test_the_configuration_of_the_stack_is_used() -> None:
    bucket = made("s3.Bucket", region="us-east-1")
    config = {"baseline:profile": "prod", "baseline:region": "eu-central-1"}
    with served() as stub:
        before = stub.Analyze(analyze_request(bucket))
        stub.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="dev", config=config))
        after = stub.Analyze(analyze_request(bucket))
        stub.ConfigureStack(proto.AnalyzerStackConfigureRequest(stack="dev"))
        unchanged = stub.Analyze(analyze_request(bucket))
    assert "says nothing about regions" in not_applicable(before)["region-allowlist"]
    assert said(before, "region-allowlist") == set()
    assert {verdict for _, verdict, _, _ in said(after, "region-allowlist")} == {Verdict.VIOLATION}
    assert unchanged == after


def block(**flags: Any) -> Resource:
    names = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    return made("s3.BucketPublicAccessBlock", **{**dict.fromkeys(names, True), **flags})


def test_a_public_bucket(pack: Any) -> None:
    resource = block(blockPublicAcls=False, blockPublicPolicy=UNKNOWN)
    found = said(pack.Analyze(analyze_request(resource)), "s3-block-public-access")
    assert {(verdict, level) for _, verdict, level, _ in found} == {
        (Verdict.VIOLATION, "MANDATORY"),
        (Verdict.UNDETERMINED, "ADVISORY"),
    }
    assert {urn for *_, urn in found} == {resource.urn}
    fine = pack.Analyze(analyze_request(block()))
    assert said(fine, "s3-block-public-access") == set()
    assert "s3-block-public-access" not in not_applicable(fine)


def test_a_bucket_without_a_block_is_found_over_the_stack(pack: Any) -> None:
    bucket = made("s3.Bucket", bucket="acme-data")
    response = pack.AnalyzeStack(analyze_stack_request([bucket]))
    found = said(response, "s3-bucket-requires-bpa")
    assert {(verdict, level, urn) for _, verdict, level, urn in found} == {
        (Verdict.VIOLATION, "MANDATORY", bucket.urn)
    }


def test_nothing_is_remediated(pack: Any) -> None:
    assert pack.Remediate(analyze_request(block())) == proto.RemediateResponse()


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
        ({"kms-rotate": proto.PolicyConfig()}, "kms-rotate is no rule of this pack"),
        (
            {"kms-rotation": proto.PolicyConfig(properties=struct({"days": 3}))},
            "kms-rotation.days is no option of kms-rotation",
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
