"""The pack as the engine starts it: a process that prints its port and answers over gRPC."""

import datetime
import json
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import grpc
import pytest
import yaml
from google.protobuf import empty_pb2
from google.protobuf.json_format import MessageToDict
from pulumi.runtime import proto

from soc2_baseline.core.exceptions import VARIABLE
from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from soc2_baseline.policy_pack.kit import Resource, StackRule
from tests.support.pack_process import PACK, not_applicable, said, served, start
from tests.support.policies import made
from tests.support.servicer import analyze_request, analyze_stack_request

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


@pytest.fixture(scope="module")
def pack() -> Iterator[Any]:
    with served() as stub:
        yield stub


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
            "{file} line 1: approved_by is unknown; accepted are approver, expires, id, key, "
            "owner, reason, rule, scope, ticket",
        ),
        ("EX-1", "{file} line 1 is 'EX-1'; input should be a valid list"),
        (
            None,
            "BASELINE_EXCEPTIONS: '{file}' is not a file; accepted is the path of an "
            "exceptions.yaml",
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
    assert (
        "'kms-rotations' is not a rule of this pack; did you mean kms-rotation"
        in refused.value.details()
    )


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
    assert refused.value.details().startswith(f"exemption-hygiene.file: '{file}' is not a file")


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
