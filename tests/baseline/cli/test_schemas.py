"""Each JSON output has one style of schema, a JSON Schema in the package, and fits it."""

import copy
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import jsonschema
import pytest

import soc2_baseline
from soc2_baseline.baseline.incident.drill import Drill, Limits
from soc2_baseline.core import schemas
from soc2_baseline.core.access.access_review import Live, RoleUse, review
from soc2_baseline.core.access.effective import effective
from soc2_baseline.core.access.manifest_file import load
from soc2_baseline.core.control_policies.findings import Check
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.vocabulary import Profile, Verdict
from tests.baseline.access.example import DAY, grant, person, written
from tests.support.commands import baseline
from tests.support.schemas import problems, validator
from tools.coverage import page

ROOT = Path(soc2_baseline.__file__).parents[1]
PROGRAM = ROOT / "tests/integration/programs/public_bucket"
CODE = ("baseline", "controls", "core", "evidence", "policy_pack", "stacks", "tools")
_NAME = re.compile(r'"(baseline/[a-z0-9-]+/v\d+)"')


def ran(*arguments: str, code: int = 0) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(
        baseline(*arguments, "--format", "json", code=code).stdout
    )
    return document


@pytest.fixture(scope="module")
def documents(tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    """A real document of each command that needs no account."""
    folder = tmp_path_factory.mktemp("documents")
    old = str(written(folder, "old.yaml"))
    people = [person("lead"), person("dev"), person("ops", leaves="2026-12-01"), person("new")]
    grants = [grant("platform-prod"), grant("late", expires="2026-11-20")]
    new = str(written(folder, "new.yaml", people=people, grants=grants))
    today = ("--today", DAY.isoformat())
    policy = folder / "mine.json"
    statement = {"Sid": "Keys", "Effect": "Deny", "Action": "kms:*", "Resource": "*"}
    policy.write_text(json.dumps({"Version": "2012-10-17", "Statement": [statement]}))
    found = [
        ran("preview", str(PROGRAM), code=1),
        ran("policies"),
        ran("controls"),
        ran("guardrails", "lint", str(policy), code=1),
        ran("access", "check", new, *today, code=1),
        ran("access", "diff", old, new, *today, code=1),
        ran("access", "review", new, *today),
    ]
    return {document["schema"]: document for document in found}


def test_outputs_fit_their_schemas(documents: dict[str, dict[str, Any]]) -> None:
    assert len(documents) == 7
    for document in documents.values():
        assert problems(document) == [], document["schema"]


def test_outputs_have_what_a_schema_could_get_wrong(documents: dict[str, dict[str, Any]]) -> None:
    assert {f["verdict"] for f in documents["baseline/preview/v1"]["findings"]} >= {"violation"}
    assert documents["baseline/preview/v1"]["resources"]
    assert len({rule["level"] for rule in documents["baseline/policies/v1"]["policies"]}) == 2
    assert any(rule["options"] for rule in documents["baseline/policies/v1"]["policies"])
    assert any(rule["remedies"] for rule in documents["baseline/policies/v1"]["policies"])
    lint = documents["baseline/guardrails-lint/v1"]
    assert lint["policies"] and lint["rehearsals"] and lint["findings"]
    diff = documents["baseline/access-diff/v1"]
    assert diff["people"] and diff["others"] and diff["refused"]
    assert documents["baseline/access-check/v1"]["dropped"]
    assert documents["baseline/access-review/v1"]["rows"]


def _changed(document: Any) -> Iterator[Any]:
    """The document with one field too many, one too few, and one of another type, everywhere."""
    for place in _objects(document, ()):
        for change in ("add", "drop", "type"):
            changed = copy.deepcopy(document)
            target = changed
            for step in place:
                target = target[step]
            first = next(iter(target))
            if change == "add":
                target["surplus"] = 1
            elif change == "drop":
                del target[first]
            else:
                target[first] = ["wrong"] if not isinstance(target[first], list) else "wrong"
            yield changed


def _objects(value: Any, place: tuple[str | int, ...]) -> Iterator[tuple[str | int, ...]]:
    if isinstance(value, dict) and value:
        yield place
        for key, inner in value.items():
            yield from _objects(inner, (*place, key))
    elif isinstance(value, list) and value:
        yield from _objects(value[0], (*place, 0))


@pytest.mark.parametrize(
    "name",
    [
        "baseline/preview/v1",
        "baseline/controls/v1",
        "baseline/guardrails-lint/v1",
        "baseline/access-check/v1",
        "baseline/access-diff/v1",
        "baseline/access-review/v1",
    ],
)
def test_schemas_refuse_other_fields_and_types(
    documents: dict[str, dict[str, Any]], name: str
) -> None:
    one = validator(name)
    changed = list(_changed(documents[name]))
    assert changed
    assert [document for document in changed if one.is_valid(document)] == []


def test_a_live_review_and_the_stand_ins_fit(tmp_path: Path) -> None:
    roles = (RoleUse("deploy", "2026-11-01", "eu-central-1", "111111111111"), RoleUse("x", ""))
    live = Live({}, roles, ("hr is extra",), ("store: refused",))
    found = review(effective(load(written(tmp_path), DAY), DAY), live)
    assert problems(found.as_json()) == []
    assert problems(page.current().as_json()) == []


@pytest.mark.parametrize("escalate", [None, 60.0])
def test_drills_fit(escalate: float | None) -> None:
    sent, later = "2027-01-31T04:05:06+00:00", "2027-01-31T04:05:09+00:00"
    unheard = Drill("drill-1", "high", "eu-central-1", Limits(30, escalate), sent)
    heard = Drill(
        *("drill-2", "critical", "eu-central-1", Limits(30, escalate), sent),
        incident="i-1",
        recorded=later,
        received=later,
        awaited=True,
        escalated=later,
    )
    assert problems(unheard.document()) == []
    assert problems(heard.document()) == []
    assert problems({**heard.document(), "sent": "soon"}) != []


def test_each_schema_in_the_code_has_its_file_and_each_file_its_code() -> None:
    named = {
        name
        for folder in CODE
        for file in (ROOT / folder).rglob("*.py")
        for name in _NAME.findall(file.read_text(encoding="utf-8"))
    }
    assert named == set(schemas.names())


def test_no_other_style_of_version_is_left() -> None:
    other = re.compile(r'"schema_version"|SCHEMA(_VERSION)? = (?!"baseline/)')
    assert [
        str(file)
        for folder in CODE
        for file in (ROOT / folder).rglob("*.py")
        if other.search(file.read_text(encoding="utf-8"))
    ] == []


@pytest.mark.parametrize("name", schemas.names())
def test_schemas_are_schemas(name: str) -> None:
    schema = json.loads(schemas.text(name))
    jsonschema.Draft202012Validator.check_schema(schema)
    _, document, version = name.split("/")
    assert schema["$schema"] == "https://json-schema.org/draft/2020-12/schema"
    assert schema["$id"] == f"urn:soc2-baseline:schema:{document}:{version}"
    assert schema["properties"]["schema"] == {"const": name}
    assert "schema" in schema["required"]
    for part in _schemas(schema):
        if "properties" in part:
            assert part["additionalProperties"] is False
            assert set(part["required"]) <= part["properties"].keys()


def _schemas(value: Any) -> Iterator[dict[str, Any]]:
    if isinstance(value, dict):
        if value.get("type") == "object":
            yield value
        for inner in value.values():
            yield from _schemas(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _schemas(inner)


def test_enumerations_are_those_of_the_code() -> None:
    preview = json.loads(schemas.text("preview"))
    assert preview["properties"]["profile"]["enum"] == [*Profile, None]
    finding = preview["$defs"]["finding"]["properties"]
    assert finding["verdict"]["enum"] == list(Verdict)
    lint = json.loads(schemas.text("guardrails-lint"))["properties"]
    assert lint["findings"]["items"]["properties"]["check"]["enum"] == list(Check)
    assert lint["policies"]["items"]["properties"]["type"]["enum"] == list(PolicyType)


def test_the_command_lists_and_prints(tmp_path: Path) -> None:
    listed = baseline("schema").stdout.splitlines()
    assert [line.split()[0] for line in listed] == list(schemas.names())
    printed = baseline("schema", "preview").stdout
    assert json.loads(printed)["properties"]["schema"] == {"const": "baseline/preview/v1"}
    file = tmp_path / "preview.json"
    baseline("schema", "baseline/preview/v1", "--output", str(file))
    assert file.read_text() == printed == schemas.text("preview/v1")
    refused = baseline("schema", "previews", code=2).stderr
    assert refused.startswith("'previews' is not a document; accepted are access-check, ")


def test_an_unknown_document() -> None:
    with pytest.raises(ConfigError, match=r"'\.\./secrets' is not a document"):
        schemas.text("../secrets")
