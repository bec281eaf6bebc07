"""Restore tests of backups on a schedule.

Checked if the stack has a backup plan: backups of other stacks are tested there.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    NotApplicable,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    known,
    sure,
)
from soc2_baseline.policy_pack.rules.backup.selections import any_of, takes
from soc2_baseline.policy_pack.rules.detection.account import is_one, unless
from soc2_baseline.policy_pack.rules.recovery.stores import STORES

PLAN, TEST, TAKEN = (
    "backup.Plan",
    "backup.RestoreTestingPlan",
    "backup.RestoreTestingSelection",
)
_TYPES = {
    "aws:rds/instance:Instance": "RDS",
    "aws:rds/cluster:Cluster": "Aurora",
    "aws:dynamodb/table:Table": "DynamoDB",
    "aws:efs/fileSystem:FileSystem": "EFS",
    "aws:ebs/volume:Volume": "EBS",
    "aws:s3/bucket:Bucket": "S3",
}
"""Values of ProtectedResourceType in the AWS Backup API."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    plans = graph.of(PLAN)
    if not plans:
        raise NotApplicable("the stack has no backup plan")
    urn = plans[0].urn
    tests = (True for _ in graph.of(TEST))
    sentence = "no restore testing plan tests whether backups can be restored"
    missing = list(unless(tests, "plan", sentence, TEST, graph, context, urn))
    yield from missing
    if missing:
        return
    selections = graph.of(TAKEN)
    if not selections:
        sentence = "the restore testing plan has no selection"
        yield from unless((), "selection", sentence, TAKEN, graph, context, urn)
        return
    for name, backed_up in sorted(_protected(graph).items()):
        answers = [is_one(one, "protectedResourceType", (name,)) for one in selections]
        # It may be unknown whether anything of the type is backed up.
        answers += [None] if backed_up is None else []
        sentence = f"no restore testing selection includes backups of {name}"
        yield from unless(answers, "selection", sentence, TAKEN, graph, context, urn)


def _protected(graph: StackGraph) -> dict[str, bool | None]:
    """Return types that selections of the stack include; None where only some may be included."""
    selections = graph.of("backup.Selection")
    found: dict[str, bool | None] = {}
    for store in graph.of(*STORES) if selections else ():
        name = _name(store)
        if found.get(name) is not True:
            taken = any_of(takes(selection, store) for selection in selections)
            if taken is not False:
                found[name] = taken
    return found


def _name(store: Resource) -> str:
    if store.type == "aws:rds/cluster:Cluster" and sure(_is_multi_az, store):
        return "RDS"
    return _TYPES[store.type]


def _is_multi_az(cluster: Resource) -> bool:
    """Return whether a cluster is a Multi-AZ DB cluster, which AWS Backup counts as RDS."""
    return known(cluster.at("engine")) in ("mysql", "postgres")


RULES = (
    StackRule(
        id="backup-restore-tested",
        types=(PLAN, TEST, TAKEN),
        criteria=("A1.3",),
        severity=Severity.MEDIUM,
        summary="A restore testing plan restores backups of every type that is backed up.",
        fix="Add a backup.RestoreTestingPlan, and a RestoreTestingSelection with "
        "protected_resource_type for each type of store.",
        keys={"plan": "schedule_expression", "selection": "protected_resource_type"},
        reference="AWS Backup developer guide: restore testing; AWS Backup API reference: "
        "RestoreTestingSelectionForCreate",
        why="Nobody knows whether an untested backup can be restored: missing permissions or keys "
        "show only when it is needed.",
        judge=_judge,
    ),
)
