"""Every data store is backed up."""

from collections.abc import Iterator

from baseline.vocabulary import Verdict
from policy_pack.context import Context
from policy_pack.documents import Malformed, known, parse
from policy_pack.gaps import guarded, shown
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule, is_given, is_true
from policy_pack.rules.backup.selections import any_of, takes
from policy_pack.values import UNKNOWN, at, number

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
ON_REQUEST = (BUCKET, "aws:ebs/volume:Volume")
"""Asked only of stacks that make backups, or that are configured: elsewhere versioning of the
bucket and snapshots of the volume are for its owner to decide."""

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
    selections = graph.of(SELECTION)
    asked = bool(context.profile or selections or graph.of("backup.Plan"))
    for store in graph.of(*STORES):
        if asked or store.type not in ON_REQUEST:
            yield from guarded(_covered, store, "selection", graph, context, asked)


def _covered(
    store: Resource, graph: StackGraph, context: Context, asked: bool
) -> Iterator[Finding]:
    if is_given(shown(store, "replicateSourceDb")):
        return
    selections = graph.of(SELECTION)
    taken = any_of(takes(selection, store) for selection in selections)
    if taken or (not asked and _backs_itself_up(store, graph)):
        return
    if store.type == BUCKET and _keeps_logs(store, graph):
        return
    sentence = "no backup selection takes the data store"
    if taken is None:
        yield Finding("selection", sentence, Verdict.UNDETERMINED, store.urn)
    elif not context.vocabulary.offers(SELECTION):
        yield Finding("selection", sentence, Verdict.NOT_OFFERED, store.urn, detail=SELECTION)
    else:
        yield Finding("selection", sentence, urn=store.urn)


def _backs_itself_up(store: Resource, graph: StackGraph) -> bool:
    if store.type == "aws:dynamodb/table:Table":
        return is_true(known(at(shown(store, "pointInTimeRecovery"), "enabled")))
    if store.type == "aws:efs/fileSystem:FileSystem":
        return any(
            known(at(shown(policy, "backupPolicy"), "status")) == "ENABLED"
            for policy in graph.satellites(store, "fileSystemId", "efs.BackupPolicy")
        )
    days = known(number(shown(store, "backupRetentionPeriod")))
    by_default = 1 if store.type == "aws:rds/cluster:Cluster" else 0
    return bool((by_default if days is None else days) > 0)


def _keeps_logs(bucket: Resource, graph: StackGraph) -> bool:
    """Whether the bucket holds logs: what is lost with one is not the business's data."""
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
        summary="Every data store is taken by a backup selection, or backs itself up.",
        fix="Give the store the tag that a backup.Selection asks for, or add its ARN to resources.",
        keys={"selection": "tags"},
        reference="AWS Backup developer guide: assigning resources; Security Hub RDS.26, EC2.28, "
        "DynamoDB.4, EFS.2; checkov CKV2_AWS_8, CKV2_AWS_9, CKV2_AWS_18",
        judge=_judge,
    ),
)
