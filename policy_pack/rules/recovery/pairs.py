"""Copies of first-tier stores in the other region of the stack's pair.

A tag marks these stores: an objective that requires a second region does not say for which of them.
``backup-plan`` and ``s3-cross-region-replication`` require copies where an objective does; the
latter then covers buckets.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    NotApplicable,
    Profile,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    guarded,
)
from soc2_baseline.policy_pack.rules.recovery.copies import copy_regions, region_of
from soc2_baseline.policy_pack.rules.recovery.stores import (
    BUCKET,
    STORES,
    TIER_OPTIONS,
    is_first_tier,
    is_replica,
)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    vocabulary = context.vocabulary
    if not vocabulary.recovery_region and not vocabulary.wants_region_copies:
        raise NotApplicable("the stack's configuration does not require a second region")
    left_out = BUCKET if vocabulary.wants_region_copies and context.profile is Profile.PROD else ""
    for store in graph.of(*STORES):
        if store.type != left_out:
            yield from guarded(_judge_store, store, "copy", graph, context)


def _judge_store(store: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    pair = context.vocabulary.recovery_region
    home = region_of(store)
    if home is not UNKNOWN and home == pair:
        return
    if not is_first_tier(store, context) or is_replica(store):
        return
    regions = copy_regions(store, graph)
    known = [region for region in regions if region is not UNKNOWN]
    away = [region for region in known if home is UNKNOWN or region != home]
    if any(region == pair or not pair for region in away):
        return
    if len(known) < len(regions):
        sentence = "the region of the store's copy is known only after the update"
        yield Finding("copy", sentence, Verdict.UNDETERMINED, store.urn)
    elif away:
        sentence = "the copy of the store is not in the recovery region but in a third region"
        yield Finding("pair", sentence, urn=store.urn)
    else:
        yield Finding("copy", "the store has no copy in another region", urn=store.urn)


RULES = (
    StackRule(
        id="dr-pair-complete",
        types=STORES,
        criteria=("A1.2", "CC7.5", "CC9.1"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="First-tier stores have a copy in the recovery region.",
        fix="Add a copy action to the backup plan, replicas, or a global cluster in the recovery "
        "region.",
        keys={"copy": "rules.copy_actions", "pair": "rules.copy_actions.destination_vault_arn"},
        reference="AWS whitepaper: disaster recovery of workloads on AWS; AWS Backup developer "
        "guide: copying across regions",
        why="If the region fails, the recovery region has no data to start from.",
        options=TIER_OPTIONS,
        judge=_judge,
    ),
)
