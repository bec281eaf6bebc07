"""The command line as a user runs it: output, formats, exit codes."""

import json
import shutil
from pathlib import Path
from typing import Any

import pytest

from tests.support.commands import baseline

PROGRAMS = Path(__file__).parents[2] / "integration" / "programs"
FIELDS = {
    "resources": {"urn", "type", "name", "parent", "tenant", "source"},
    "findings": {
        "policy",
        "key",
        "urn",
        "verdict",
        "level",
        "severity",
        "criteria",
        "message",
        "argument",
        "fix",
        "reason",
        "exception",
    },
    "summary": {
        "resources",
        "policies",
        "evaluated",
        "violations",
        "undetermined",
        "waived",
        "not_offered",
        "errors",
    },
}


def preview_json(program: str, *options: str, code: int = 0) -> dict[str, Any]:
    done = baseline("preview", str(PROGRAMS / program), "--format", "json", *options, code=code)
    result: dict[str, Any] = json.loads(done.stdout)
    return result


def test_preview_json_has_the_documented_fields() -> None:
    result = preview_json("public_bucket", code=1)
    assert result.keys() == {"schema", "stack", "profile", "resources", "findings", "summary"}
    assert result["schema"] == "baseline/preview/v1"
    assert result["profile"] is None
    assert set(result["resources"][0]) == FIELDS["resources"]
    assert set(result["findings"][0]) == FIELDS["findings"]
    assert set(result["summary"]) == FIELDS["summary"]
    source = next(r for r in result["resources"] if r["type"] == "aws:s3/bucket:Bucket")["source"]
    assert source == {"file": "__main__.py", "line": 5}


def test_preview_writes_to_a_file(tmp_path: Path) -> None:
    file = tmp_path / "build" / "preview.json"
    done = baseline(
        "preview", str(PROGRAMS / "hardened_bucket"), "--format", "json", "--output", str(file)
    )
    assert done.stdout == ""
    assert json.loads(file.read_text())["summary"]["violations"] == 0


def test_table_names_rule_key_resource_argument_and_fix() -> None:
    text = baseline("preview", str(PROGRAMS / "public_bucket"), code=1).stdout
    assert "s3-block-public-access[block-policy] s3.BucketPublicAccessBlock open" in text
    assert "change block_public_policy" in text
    assert "fix: Set block_public_acls" in text
    assert "baseline explain" in text


def test_waived_finding_stays_visible(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text(
        "- {id: EX-7, rule: s3-versioning, scope: 'urn:pulumi:preview::unrelated::*::open',"
        " reason: A cache that can be filled again., owner: a team, approver: another team,"
        " ticket: OPS-7, expires: 2099-01-01}\n"
    )
    result = preview_json("public_bucket", "--exceptions", str(file), code=1)
    (waived,) = [f for f in result["findings"] if f["verdict"] == "waived"]
    assert waived["policy"] == "s3-versioning"
    assert waived["exception"] == {"id": "EX-7", "expires": "2099-01-01"}
    assert result["summary"]["waived"] == 1


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["preview", "no-such-folder"], "is not a folder; accepted is one with a Pulumi.yaml"),
        (["preview", str(PROGRAMS)], "has no Pulumi.yaml"),
        (
            ["preview", str(PROGRAMS / "public_bucket"), "--pack", str(PROGRAMS)],
            "not a policy pack",
        ),
        (
            ["preview", str(PROGRAMS / "public_bucket"), "--exceptions", "no.yaml"],
            "no.yaml is not a file; accepted is the path of a file such as exceptions.yaml",
        ),
        (["explain", "s3-versionin"], "did you mean s3-versioning"),
    ],
)
def test_wrong_usage_is_one_sentence_and_exit_2(arguments: list[str], sentence: str) -> None:
    told = baseline(*arguments, code=2)
    assert sentence in told.stderr
    assert told.stdout == ""
    assert "Traceback" not in told.stderr


def test_own_packs_of_others_are_read_too(tmp_path: Path) -> None:
    pack = tmp_path / "pack"
    pack.mkdir()
    (pack / "PulumiPolicy.yaml").write_text("runtime: python\nversion: 1.0.0\n")
    (pack / "__main__.py").write_text(
        "from pulumi_policy import *\n"
        "def named(args, report):\n"
        "    if args.resource_type == 'aws:s3/bucket:Bucket':\n"
        "        report('Name it: after its team')\n"
        "PolicyPack('theirs', policies=[ResourceValidationPolicy('named', 'Buckets have names.',"
        " named, EnforcementLevel.MANDATORY)])\n"
    )
    result = preview_json("public_bucket", "--pack", str(pack), code=1)
    (finding,) = result["findings"]
    assert (finding["policy"], finding["key"]) == ("named", None)
    assert finding["message"] == "Name it: after its team"
    shutil.rmtree(pack)
