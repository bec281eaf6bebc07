"""Exported state is graded like a preview: by its inputs, with unknowns where it is encrypted."""

import json
from pathlib import Path
from typing import Any

import pytest
from pulumi.runtime import rpc

from soc2_baseline.baseline.preview.pack import PackFiles
from soc2_baseline.baseline.preview.preview import grade
from soc2_baseline.baseline.preview.project import of_stack
from soc2_baseline.baseline.preview.result import Preview
from soc2_baseline.baseline.preview.state import read
from soc2_baseline.core.errors import Unreadable
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack import FOLDER as PACK
from soc2_baseline.policy_pack.engine.properties import read as values

STACK = "urn:pulumi:live::shop::pulumi:pulumi:Stack::shop-live"
PROVIDER = "urn:pulumi:live::shop::pulumi:providers:aws::default"
SECRET = {rpc._special_sig_key: rpc._special_secret_sig}


def urn(kind: str, name: str) -> str:
    return f"urn:pulumi:live::shop::{kind}::{name}"


KEY = urn("aws:kms/key:Key", "key")


def resource(kind: str, name: str, inputs: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {
        "urn": urn(kind, name),
        "custom": True,
        "id": f"{name}-id",
        "type": kind,
        "inputs": {"__defaults": ["region"], **inputs},
        "outputs": {**inputs, "arn": f"arn:aws:x:::{name}"},
        "parent": STACK,
        "provider": f"{PROVIDER}::1234",
        **more,
    }


def export(tmp_path: Path, *resources: dict[str, Any]) -> Path:
    stack = {"urn": STACK, "custom": False, "type": "pulumi:pulumi:Stack"}
    provider = resource("pulumi:providers:aws", "default", {"region": "eu-central-1"})
    tree = {"version": 3, "deployment": {"resources": [stack, provider, *resources]}}
    file = tmp_path / "export.json"
    file.write_text(json.dumps(tree), encoding="utf-8")
    return file


def graded(file: Path) -> Preview:
    exported = read(file)
    assert (exported.project, exported.stack) == ("shop", "live")
    project = of_stack(exported.project, exported.stack, file.parent, {})
    return grade(project, exported.resources, PackFiles(PACK))


def broken(preview: Preview) -> set[tuple[str, str | None, str]]:
    return {
        (f.policy, f.key, (f.urn or "").rpartition("::")[2])
        for f in preview.findings
        if f.verdict is Verdict.VIOLATION
    }


def test_a_key_that_does_not_rotate(tmp_path: Path) -> None:
    root = {"AWS": "arn:aws:iam::111122223333:root"}
    statement = {"Effect": "Allow", "Principal": root, "Action": "kms:*", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    file = export(
        tmp_path,
        resource("aws:kms/key:Key", "key", {"policy": policy}),
        resource("aws:kms/key:Key", "good", {"policy": policy, "enableKeyRotation": True}),
    )
    result = graded(file)
    assert broken(result) == {("kms-rotation", "enabled", "key")}
    assert result.exit_code() == 1
    assert {f.verdict for f in result.findings} == {Verdict.VIOLATION}


def test_joins_by_what_the_provider_named(tmp_path: Path) -> None:
    """Here by the id alone: a resource that was imported has no edges."""
    bucket = resource("aws:s3/bucket:Bucket", "data", {})
    flags = ("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets")
    block = resource(
        "aws:s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "data",
        {"bucket": "data-id", **dict.fromkeys(flags, True)},
    )
    assert "s3-bucket-requires-bpa" in {
        rule for rule, *_ in broken(graded(export(tmp_path, bucket)))
    }
    rules = {rule for rule, *_ in broken(graded(export(tmp_path, bucket, block)))}
    assert "s3-bucket-requires-bpa" not in rules
    assert "s3-versioning" in rules


def test_what_is_encrypted_is_unknown_and_what_is_shown_is_known(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        resource("aws:ssm/parameter:Parameter", "a", {"value": {**SECRET, "ciphertext": "v1:x"}}),
        resource("aws:ssm/parameter:Parameter", "b", {"value": {**SECRET, "plaintext": '"x"'}}),
    )
    inputs = {r.name: values(r.inputs) for r in read(file).resources}
    assert inputs["a"]["value"] is UNKNOWN
    assert inputs["b"]["value"] == "x"
    assert "__defaults" not in inputs["b"]


def test_what_goes_or_is_not_ours_is_left_out(tmp_path: Path) -> None:
    file = export(
        tmp_path,
        resource("aws:kms/key:Key", "going", {}, delete=True),
        resource("aws:kms/key:Key", "read", {}, external=True),
    )
    assert [r.name for r in read(file).resources] == ["shop-live", "default"]


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", "cannot be read as JSON"),
        ("[]", "is not an exported state"),
        ('{"version": 2, "deployment": {}}', "version 2"),
        ('{"version": 3, "deployment": {}}', "has no resources"),
        ('{"version": 3, "deployment": {"resources": [{}]}}', "not as Pulumi writes it"),
        ('{"version": 3, "deployment": {"resources": [{"urn": "x", "type": "y"}]}}', "not as"),
        ('{"version": 3, "deployment": {"resources": [3]}}', "not as Pulumi writes it"),
    ],
)
def test_no_state(tmp_path: Path, text: str, problem: str) -> None:
    file = tmp_path / "export.json"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(Unreadable, match=problem):
        read(file)
    with pytest.raises(Unreadable, match="cannot be read"):
        read(tmp_path / "gone.json")
