"""Presence of a trail that records every management event.

``cloudtrail-hardened`` covers the settings of the trail. Its bucket is checked as every bucket is:
by ``s3-bucket-requires-bpa``, ``s3-access-logging``, and, since its policy lets CloudTrail write,
by ``s3-object-lock-audit``.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    sure,
    unplaced,
)
from soc2_baseline.policy_pack.rules.cloudtrail.event_selectors import BOTH, management, union
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless
from soc2_baseline.policy_pack.rules.s3.roles import lets_in

TRAIL, POLICY = "cloudtrail.Trail", "s3.BucketPolicy"
CLOUDTRAIL = "cloudtrail.amazonaws.com"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    trails = graph.of(TRAIL)
    sentence = "the account has no trail"
    yield from unless((True for _ in trails), "trail", sentence, TRAIL, graph, context)
    if trails:
        answers = [_takes_all(trail) for trail in trails]
        sentence = "no trail records all management events"
        urn = trails[0].urn
        yield from unless(answers, "management-events", sentence, TRAIL, graph, context, urn)
        yield from _bucket(trails, graph, context)


def _takes_all(trail: Resource) -> bool | None:
    taken, unsure = union(management(trail))
    return True if taken >= BOTH else None if unsure else False


def _bucket(trails: list[Resource], graph: StackGraph, context: Context) -> Iterator[Finding]:
    """Check that CloudTrail may write to each trail's bucket in this stack."""
    for trail in trails:
        for bucket in graph.targets(trail, "s3BucketName", "s3.Bucket"):
            answers = [sure(lets_in, graph, bucket, CLOUDTRAIL)]
            answers += [None] if unplaced(graph, "bucket", POLICY) else []
            sentence = "no bucket policy lets CloudTrail write to the trail's bucket"
            yield from unless(answers, "bucket", sentence, POLICY, graph, context, bucket.urn)


RULES = (
    StackRule(
        id="cloudtrail-present",
        types=(STACK, TRAIL, "s3.Bucket"),
        criteria=("CC7.2",),
        severity=Severity.CRITICAL,
        summary="The account has a trail that records every management event and can deliver it.",
        fix="Add a cloudtrail.Trail with management events of both kinds, and a BucketPolicy that "
        "lets CloudTrail write to its bucket.",
        keys={
            "trail": "s3_bucket_name",
            "management-events": "event_selectors.include_management_events",
            "bucket": "policy",
        },
        reference="AWS CloudTrail user guide: creating a trail, bucket policy for CloudTrail; "
        "Security Hub CloudTrail.1, CloudTrail.3",
        why="Without a trail nobody can find out who did what in the account before or after an "
        "incident.",
        needs="owns_account",
        judge=_judge,
    ),
)
