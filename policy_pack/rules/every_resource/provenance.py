"""Tags that name the change that made a resource.

The rule does not check who applies a change: a pack sees the program's settings but not its user,
and anybody can set the environment variables. The trust policy of the deploying role limits who
may deploy (``iam-oidc-trust-scoped``).
"""

from collections.abc import Iterator

from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS, TAG_KEYS
from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Level,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    taggable_types,
)

STACK = "pulumi:pulumi:Stack"
KEYS = tuple(key for key in TAG_KEYS if key not in REQUIRED_TAG_KEYS)


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    """Yield one finding for the stack: the tags belong in the provider's default tags."""
    lacking: dict[str, list[str]] = {}
    unsure: list[str] = []
    for resource in graph:
        if resource.type in taggable_types():
            values = {key: resource.tag(key) for key in KEYS}
            missing = [key for key, value in values.items() if value is not UNKNOWN and not value]
            if missing:
                lacking[resource.urn] = missing
            elif any(value is UNKNOWN for value in values.values()):
                unsure.append(resource.urn)
    stacks = graph.of(STACK)
    if lacking:
        keys = ", ".join(sorted({key for missing in lacking.values() for key in missing}))
        urn = stacks[0].urn if stacks else next(iter(lacking))
        yield Finding("tags", f"{len(lacking)} resources do not carry tags: {keys}", urn=urn)
    elif unsure:
        urn = stacks[0].urn if stacks else unsure[0]
        yield Finding("tags", LATER, Verdict.UNDETERMINED, urn)


RULES = (
    StackRule(
        id="change-provenance",
        types=("*", STACK),
        level=Level.ADVISORY,
        prod_floor=True,
        criteria=("CC8.1",),
        severity=Severity.LOW,
        summary="Every resource names the repository, commit and change that made it.",
        fix="Set repo, commit and change-id in default_tags of the provider, from the pipeline.",
        keys={"tags": "default_tags"},
        needs="tag_keys",
        why="Without these tags nobody can find out which reviewed change a resource in the "
        "account comes from, or that there was none.",
        reference="AWS tagging best practices (whitepaper): tags for automation and audit",
        judge=_judge,
    ),
)
