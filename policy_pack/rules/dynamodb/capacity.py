"""Automatic scaling of table capacity."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
)

DIMENSIONS = {
    "read": "dynamodb:table:ReadCapacityUnits",
    "write": "dynamodb:table:WriteCapacityUnits",
}


@dataclass
class Scaling:
    """Tables that the scaling targets of a stack refer to, by URN as far as known."""

    sure: set[tuple[str, str]] = field(default_factory=set)
    possible: set[tuple[str, str]] = field(default_factory=set)
    adrift: set[str] = field(default_factory=set)

    def of(self, table: Resource, dimension: str) -> bool | None:
        """Return whether a dimension of a table is scaled; None where it may be."""
        if (table.urn, dimension) in self.sure:
            return True
        unsure = (table.urn, dimension) in self.possible or dimension in self.adrift
        return None if unsure else False


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    scaling = _scaling(graph)
    for table in graph.of("dynamodb.Table"):
        mode = table.at("billingMode")
        if mode is not UNKNOWN and mode == "PAY_PER_REQUEST":
            continue
        for key, dimension in DIMENSIONS.items():
            scaled = scaling.of(table, dimension)
            if scaled:
                continue
            unsure = mode is UNKNOWN or scaled is None
            verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
            sentence = f"the table's {key} capacity does not scale with load"
            yield Finding(key, sentence, verdict, table.urn)


def _scaling(graph: StackGraph) -> Scaling:
    """Return the scaling of all tables, from one pass over all targets."""
    named: dict[str, list[Resource]] = {}
    for table in graph.of("dynamodb.Table"):
        for name in table.identities:
            named.setdefault(name, []).append(table)
    scaling = Scaling()
    for target in graph.of("appautoscaling.Target"):
        dimension = target.at("scalableDimension")
        dimensions = set(DIMENSIONS.values()) if dimension is UNKNOWN else {str(dimension)}
        resource_id = target.at("resourceId")
        found = graph.targets(target, "resourceId", "dynamodb.Table")
        if not found and resource_id is UNKNOWN:
            scaling.adrift |= dimensions
        elif not found:
            found = named.get(str(resource_id).removeprefix("table/"), [])
        into = scaling.possible if dimension is UNKNOWN else scaling.sure
        into |= {(table.urn, d) for table in found for d in dimensions}
    return scaling


RULES = (
    StackRule(
        id="dynamodb-capacity",
        types=("dynamodb.Table",),
        criteria=("A1.1",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Tables are billed per request, or their capacity scales automatically.",
        fix='Set billing_mode="PAY_PER_REQUEST", or add an appautoscaling.Target for reads and '
        "one for writes.",
        keys={"read": "billing_mode", "write": "billing_mode"},
        reference="Amazon DynamoDB developer guide: managing throughput with auto scaling; "
        "Security Hub DynamoDB.1; checkov CKV2_AWS_16",
        why="When load exceeds the fixed capacity, requests are throttled until somebody raises "
        "it by hand.",
        judge=_judge,
    ),
)
