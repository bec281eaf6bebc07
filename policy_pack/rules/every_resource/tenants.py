"""Tenant tags of resources."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Severity,
    StackGraph,
    StackRule,
    expect,
    taggable_types,
)

TAG = "tenant"


def _judge_tagged(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for resource in graph:
        if resource.type in taggable_types():
            value = resource.tag(TAG)
            if value is not UNKNOWN and not value:
                if TAG not in (context.vocabulary.tag_keys or ()):  # else required-tags reports it
                    yield Finding("missing", "the resource has no tenant tag", urn=resource.urn)
                continue
            yield from expect(
                value,
                lambda tenant: tenant in (context.vocabulary.tenants or ()),
                "foreign",
                "the tenant tag does not name a tenant of this stack",
                urn=resource.urn,
            )


RULES = (
    StackRule(
        id="tenant-tagged",
        types=("*",),
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.HIGH,
        summary="Every resource is tagged with a tenant of this stack.",
        fix='Set tags={"tenant": ...} to a tenant of this stack, or to "shared".',
        keys={"missing": "tags.tenant", "foreign": "tags.tenant"},
        needs="tenants",
        why="Isolation, cost allocation and deletion at the end of a contract all use this tag; a "
        "resource without it is in none of them.",
        reference="AWS SaaS tenant isolation strategies (whitepaper)",
        judge=_judge_tagged,
    ),
)
