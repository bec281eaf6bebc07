"""Tables grow with their load."""

from collections.abc import Iterator

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.documents import known
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Level, Severity, StackRule
from policy_pack.three_valued import every, some, sure
from policy_pack.values import UNKNOWN

DIMENSIONS = {
    "read": "dynamodb:table:ReadCapacityUnits",
    "write": "dynamodb:table:WriteCapacityUnits",
}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    targets = graph.of("appautoscaling.Target")
    for table in graph.of("dynamodb.Table"):
        mode = table.at("billingMode")
        if mode is not UNKNOWN and mode == "PAY_PER_REQUEST":
            continue
        for key, dimension in DIMENSIONS.items():
            scaled = sure(_scaled, graph, table, targets, dimension)
            if scaled:
                continue
            unsure = mode is UNKNOWN or scaled is None
            verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
            sentence = f"the table's {key} capacity stays fixed under load"
            yield Finding(key, sentence, verdict, table.urn)


def _scaled(graph: StackGraph, table: Resource, targets: list[Resource], dimension: str) -> bool:
    return some(
        targets,
        lambda target: every(
            target,
            lambda t: known(t.at("scalableDimension")) == dimension,
            lambda t: _is_of(graph, t, table),
        ),
    )


def _is_of(graph: StackGraph, target: Resource, table: Resource) -> bool:
    if table in graph.targets(target, "resourceId", "dynamodb.Table"):
        return True
    resource_id = target.at("resourceId")
    if resource_id is UNKNOWN and graph.wired(target, "resourceId", "dynamodb.Table"):
        return False  # of another table
    name = known(resource_id)
    return isinstance(name, str) and name.removeprefix("table/") in table.identities


RULES = (
    StackRule(
        id="dynamodb-capacity",
        types=("dynamodb.Table",),
        criteria=("A1.1",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Tables are billed per request, or their capacity is scaled.",
        fix='Set billing_mode="PAY_PER_REQUEST", or add an appautoscaling.Target for reads and '
        "one for writes.",
        keys={"read": "billing_mode", "write": "billing_mode"},
        reference="Amazon DynamoDB developer guide: managing throughput with auto scaling; "
        "Security Hub DynamoDB.1; checkov CKV2_AWS_16",
        judge=_judge,
    ),
)
