"""Isolation of production from other environments."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import Context, Finding, Severity, StackGraph, StackRule, Verdict
from soc2_baseline.policy_pack.rules.isolation.colours import Environments
from soc2_baseline.policy_pack.rules.isolation.crossings import isolation
from soc2_baseline.policy_pack.rules.isolation.joins import Kind
from soc2_baseline.policy_pack.rules.isolation.tenants import told, unread


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    stack = isolation(graph, Environments(context.profile), context)
    for crossing in stack.crossings:
        if crossing.kind is Kind.OTHER:
            yield told(crossing, "document" if crossing.document else "edge")
        else:
            yield told(crossing, crossing.kind.value)
    for resource in graph:
        if stack.colour(resource) is not None and resource.type.startswith("aws:"):
            for prop in unread(resource):
                sentence = f"the content of {prop} is known only after the update"
                yield Finding("document", sentence, Verdict.UNDETERMINED, resource.urn)


RULES = (
    StackRule(
        id="environment-isolated",
        types=("*",),
        criteria=("CC6.1", "CC8.1"),
        severity=Severity.HIGH,
        summary="Production and other environments do not share references, networks, keys or "
        "grants.",
        fix="Refer only to resources with the same environment tag, and give each environment its "
        "own keys.",
        keys={
            "document": "policy",
            "edge": "tags.environment",
            "network": "vpc_id",
            "key": "kms_key_id",
        },
        needs="tag_keys",
        why="People who may change a test environment, often without review, can then reach "
        "customers' data or break production.",
        reference="AWS Well-Architected, security pillar: SEC01-BP01 separate workloads using "
        "accounts",
        judge=_judge,
    ),
)
