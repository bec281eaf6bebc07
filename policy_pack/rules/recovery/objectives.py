"""Recovery objectives that stores declare in their tags ``rto`` and ``rpo``.

Checked if a store declares one, or if the stack has a profile. Objectives of this baseline's
tenants are in its configuration, where the components check them; tags are required only for
stores whose tag gives them the first tier.
"""

from collections.abc import Iterator

from soc2_baseline.core.vocabulary import seconds
from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    guarded,
    known,
)
from soc2_baseline.policy_pack.rules.backup.schedules import MINUTE
from soc2_baseline.policy_pack.rules.recovery.cadence import Ways, duration, losses, returns
from soc2_baseline.policy_pack.rules.recovery.stores import (
    STORES,
    TIER_OPTIONS,
    is_first_tier,
    is_replica,
)

TAGS = ("rpo", "rto")
_NOTHING = {"rpo": "the store has no backup", "rto": "the store has no way of recovery"}


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    stores = graph.of(*STORES)
    if context.profile is None and not any(_declares(store) for store in stores):
        raise NotApplicable("the stack has no profile, and no store declares a recovery objective")
    for store in stores:
        yield from guarded(_judge_store, store, "declared", graph, context)


def _declares(store: Resource) -> bool:
    return any(
        isinstance(value := store.tag(tag), str) and _seconds(value) is not None for tag in TAGS
    )


def _judge_store(store: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    if is_replica(store):
        return
    values = {tag: store.tag(tag) for tag in TAGS}
    for tag, value in values.items():
        if value is UNKNOWN or value is None:
            continue
        wanted = _seconds(value)
        if wanted is None:
            yield Finding("format", f"the tag {tag} is not a duration such as 15m", urn=store.urn)
            continue
        restore = int(context.options["restore_minutes"]) * MINUTE
        ways = losses(store, graph) if tag == "rpo" else returns(store, graph, restore)
        yield from _compare(tag, wanted, ways, store)
    missing = [tag for tag, value in values.items() if value is not UNKNOWN and not value]
    if missing and is_first_tier(store, context):
        yield Finding(
            "declared", f"the store does not declare {' or '.join(missing)}", urn=store.urn
        )
    for value in values.values():
        known(value)


def _compare(tag: str, wanted: int, ways: Ways, store: Resource) -> Iterator[Finding]:
    terms, unsure = ways
    best = min(terms, key=lambda term: term.seconds, default=None)
    if best is not None and best.seconds <= wanted:
        return
    binding = best.words if best else _NOTHING[tag]
    verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
    yield Finding(tag, f"{tag} {duration(wanted)} is not met: {binding}", verdict, store.urn)


def _seconds(text: str) -> int | None:
    try:
        return seconds(text.strip().lower()) if len(text) < 16 else None
    except ValueError:
        return None


RULES = (
    StackRule(
        id="rto-rpo-declared-met",
        types=STORES,
        criteria=("A1.2", "A1.3", "CC9.1"),
        severity=Severity.HIGH,
        summary="First-tier stores declare recovery objectives, and declared objectives are met.",
        fix='Set tags {"rto": "4h", "rpo": "15m"}; for a shorter rpo turn on point-in-time recovery'
        " or more frequent backups, for a shorter rto multi_az or replicas.",
        keys={
            "rpo": "tags.rpo",
            "rto": "tags.rto",
            "declared": "tags.rto",
            "format": "tags.rpo",
        },
        reference="AWS Well-Architected reliability pillar: REL13 (define recovery objectives); "
        "AWS Backup developer guide: point-in-time recovery",
        why="Otherwise nobody notices that an objective cannot be met until a recovery is needed.",
        options={
            **TIER_OPTIONS,
            "restore_minutes": {
                "type": "integer",
                "minimum": 1,
                "default": 60,
                "description": "Minutes that a restore from a backup takes, by your last test.",
            },
        },
        judge=_judge,
    ),
)
