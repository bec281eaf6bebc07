"""Age of the dated tables about AWS."""

import datetime
from collections.abc import Iterator

from soc2_baseline.core.knowledge.tables import names
from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    table,
)

_SLACK = datetime.timedelta(days=1)
"""Tolerance for time zones."""


def _judge(_stack: Resource, context: Context) -> Iterator[Finding]:
    limit = int(context.options["max-age-days"]) or None
    for name in names():
        facts = table(name)
        day = facts.as_of.isoformat()
        if facts.as_of > context.today + _SLACK:
            sentence = f"{name} is as of {day}, which is in the future: its age cannot be checked"
            yield Finding("stale", sentence, Verdict.UNDETERMINED)
        elif facts.stale_on(context.today, limit):
            yield Finding("stale", f"{name} is as of {day} and may be out of date")


RULES = (
    ResourceRule(
        id="knowledge-current",
        types=("pulumi:pulumi:Stack",),
        level=Level.ADVISORY,
        criteria=("CC7.1",),
        severity=Severity.LOW,
        summary="The dated tables that rules use are not out of date.",
        fix="Update the pack, or check the table in core/knowledge and set its as-of date.",
        keys={"stale": "core/knowledge"},
        options={
            "max-age-days": {
                "type": "integer",
                "minimum": 0,
                "default": 0,
                "description": "Maximum age of a table in days; 0 uses the limit of each table.",
            }
        },
        why="A rule with an old list of supported versions or ciphers accepts those that AWS no "
        "longer supports.",
        reference="The knowledge tables of this baseline",
        judge=_judge,
    ),
)
