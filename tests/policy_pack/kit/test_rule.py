"""Metadata of rules: services, place, and judges by type."""

from collections.abc import Iterator

import pytest

from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from soc2_baseline.policy_pack.kit import Context, Finding, Resource, ResourceRule, by_type
from tests.project.files import ROOT
from tests.support.policies import made


@pytest.mark.parametrize(
    ("rule_id", "services"),
    [
        ("lambda-env", {"lambda"}),
        ("ecs-task-hardened", {"ecs"}),
        ("ecr-guarded", {"ecr"}),
        ("ssm-guarded", {"ssm"}),
        ("sqs-guarded", {"sqs", "sns_sqs"}),
        ("kafka-kinesis-encrypted", {"kinesis", "msk", "kinesis_msk"}),
        ("edge-data-movers-guarded", {"dms", "mq", "transfer", "data_movers"}),
        ("knowledge-current", {"every_resource"}),
        ("sfn-guarded", {"stepfunctions"}),
    ],
)
def test_services_are_those_of_the_types_and_the_folder(rule_id: str, services: set[str]) -> None:
    assert BY_ID[rule_id].services == services


def test_place_is_the_definition() -> None:
    for rule in RULES:
        file, _, line = rule.place.partition(":")
        assert file == f"policy_pack/rules/{file.split('/')[2]}/{file.split('/')[3]}"
        text = (ROOT / file).read_text(encoding="utf-8").splitlines()[int(line) - 1]
        assert text.strip().endswith("Rule(")
        assert rule.folder == file.split("/")[2].rstrip("_")


def _topic(topic: Resource, context: Context) -> Iterator[Finding]:
    yield Finding("topic", f"{topic.name} {context.options['days']}")


def _queue(_queue: Resource, _context: Context) -> Iterator[Finding]:
    yield Finding("queue", "a queue")


def test_by_type_gives_types_and_one_judge() -> None:
    types, judge = by_type({"sns.Topic": _topic, "sqs.Queue": _queue})
    assert types == ("sns.Topic", "sqs.Queue")
    context = Context(options={"days": 7})
    assert [f.sentence for f in judge(made("sns.Topic", "alarms"), context)] == ["alarms 7"]
    assert [f.key for f in judge(made("sqs.Queue", "jobs"), context)] == ["queue"]


def test_a_rule_of_others_names_its_own_file() -> None:
    rule = BY_ID["sqs-guarded"]
    fields = {"id", "types", "criteria", "severity", "summary", "fix", "keys", "reference"}
    foreign: dict[str, object] = {}
    code = compile("\n\nrule = make()", "/elsewhere/mine/queues.py", "exec")
    made_of = {name: getattr(rule, name) for name in fields}
    exec(code, {"make": lambda: ResourceRule(judge=_queue, **made_of)}, foreign)  # noqa: S102
    other = foreign["rule"]
    assert isinstance(other, ResourceRule)
    assert other.place == "/elsewhere/mine/queues.py:3"
    assert other.services == {"mine", "sqs"}
