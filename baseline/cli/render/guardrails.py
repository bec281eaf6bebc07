"""The linter's findings, for people and for machines."""

from collections.abc import Sequence
from typing import Any

from rich import box
from rich.console import Group
from rich.table import Table
from rich.text import Text

from soc2_baseline.components.organization.guardrail_plan import Draft
from soc2_baseline.core.control_policies.findings import WHY, LintFinding
from soc2_baseline.core.control_policies.quotas import longest, most_attached
from soc2_baseline.core.vocabulary import Verdict

SCHEMA = "baseline/guardrails-lint/v1"
_COLOURS = {Verdict.VIOLATION: "red", Verdict.UNDETERMINED: "yellow"}


def document(draft: Draft, findings: Sequence[LintFinding]) -> dict[str, Any]:
    """Return the result in the documented format (docs/guardrails.md)."""
    return {
        "schema": SCHEMA,
        "policies": [
            {
                "name": policy.name,
                "type": policy.type.value,
                "characters": len(policy.content),
                "longest": longest(policy.type),
                "targets": list(policy.targets),
                "most_attached": most_attached(policy.type),
            }
            for policy in draft.policies
        ],
        "rehearsals": [
            {"request": str(rehearsal), "expected": rehearsal.expected.value}
            for rehearsal in draft.rehearsals
        ],
        "findings": [
            {
                "check": finding.check.value,
                "policy": finding.policy,
                "statement": finding.statement,
                "verdict": finding.verdict.value,
                "message": finding.sentence,
                "why": WHY[finding.check],
            }
            for finding in findings
        ],
    }


def page(draft: Draft, findings: Sequence[LintFinding]) -> Group:
    """Return a table of the policies, then each finding."""
    table = Table(box=box.SIMPLE, padding=0, show_edge=False)
    for heading in ("Policy", "Type", "Characters", "Attached to"):
        table.add_column(heading, no_wrap=True)
    for policy in draft.policies:
        size = f"{len(policy.content)} of {longest(policy.type)}"
        table.add_row(policy.name, policy.type.value, size, ", ".join(policy.targets))
    lines = [Text(f"{finding}\n    why: {WHY[finding.check]}", style="red") for finding in findings]
    tried = len(draft.rehearsals)
    total = f"{len(draft.policies)} policies, {tried} requests rehearsed: {len(findings)} findings"
    return Group(table, *lines, Text(total))
