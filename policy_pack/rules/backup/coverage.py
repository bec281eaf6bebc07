"""Backup of every data store.

Checked if the stack makes backups or has a profile: the stores of another stack may be selected
centrally, by a tag that this rule does not know.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    NotApplicable,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    guarded,
    is_given,
    known,
    parse,
    shown,
)
from soc2_baseline.policy_pack.rules.backup.selections import any_of, takes

SELECTION = "backup.Selection"
STORES = (
    "rds.Instance",
    "rds.Cluster",
    "dynamodb.Table",
    "efs.FileSystem",
    "ebs.Volume",
    "s3.Bucket",
)
BUCKET = "aws:s3/bucket:Bucket"
LOG_SERVICES = ("access-logs", "audit-archive")
_LOG_WRITERS = {
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "delivery.logs.amazonaws.com",
    "logging.s3.amazonaws.com",
}
_LOGS_TO = (
    ("targetBucket", ("s3.BucketLogging",)),
    ("logging", ("s3.Bucket",)),
    ("s3BucketName", ("cloudtrail.Trail", "cfg.DeliveryChannel")),
    ("logDestination", ("ec2.FlowLog",)),
)


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    if context.profile is None and not graph.of(SELECTION, "backup.Plan"):
        raise NotApplicable("the stack makes no backups and has no profile")
    for store in graph.of(*STORES):
        yield from guarded(_covered, store, "selection", graph, context)


def _covered(store: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    if is_given(shown(store, "replicateSourceDb")):
        return
    selections = graph.of(SELECTION)
    taken = any_of(takes(selection, store) for selection in selections)
    if taken:
        return
    if store.type == BUCKET and _keeps_logs(store, graph):
        return
    sentence = "no backup selection includes the data store"
    if taken is None:
        yield Finding("selection", sentence, Verdict.UNDETERMINED, store.urn)
    elif not context.vocabulary.offers(SELECTION):
        yield Finding("selection", sentence, Verdict.NOT_OFFERED, store.urn, detail=SELECTION)
    else:
        yield Finding("selection", sentence, urn=store.urn)


def _keeps_logs(bucket: Resource, graph: StackGraph) -> bool:
    """Return whether the bucket holds logs, which are not business data."""
    if known(bucket.tag("service")) in LOG_SERVICES:
        return True
    if any(graph.satellites(bucket, prop, *types) for prop, types in _LOGS_TO):
        return True
    inline = [at(other.at("logging"), "targetBucket") for other in graph.of("s3.Bucket")]
    if any(name in bucket.identities for name in inline if name is not UNKNOWN):
        return True
    policies = [shown(p, "policy") for p in graph.satellites(bucket, "bucket", "s3.BucketPolicy")]
    policies += [bucket.at("policy")] if bucket.at("policy") is not None else []
    return any(_lets_logs_in(policy) for policy in policies)


def _lets_logs_in(policy: object) -> bool:
    try:
        return any(
            principal.kind == "Service" and known(principal.value) in _LOG_WRITERS
            for statement in parse(policy).allowing()
            for principal in statement.principals
        )
    except Malformed:
        return False


RULES = (
    StackRule(
        id="backup-coverage",
        types=STORES,
        criteria=("A1.2", "CC7.5"),
        severity=Severity.HIGH,
        summary="Every data store is included in a backup selection.",
        fix="Set the tag that a backup.Selection selects by, or add the store's ARN to its "
        "resources.",
        keys={"selection": "tags"},
        reference="AWS Backup developer guide: assigning resources; Security Hub RDS.26, EC2.28, "
        "DynamoDB.4, EFS.2; checkov CKV2_AWS_8, CKV2_AWS_9, CKV2_AWS_18",
        why="A store that no selection includes has no backup, and nobody notices until it is "
        "needed.",
        judge=_judge,
    ),
)
