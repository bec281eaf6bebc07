"""Physical names of all stacks, as they meet in one account."""

from collections import defaultdict

from soc2_baseline.baseline.preview.project import EXAMPLE_STACK, load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.policy_pack.engine.properties import read_some
from tools.coverage import stacks

WITHIN_A_PARENT = {
    "aws:iam/rolePolicy:RolePolicy",
    "aws:cloudwatch/logMetricFilter:LogMetricFilter",
    "aws:backup/selection:Selection",
    "aws:backup/restoreTestingSelection:RestoreTestingSelection",
}
"""Types whose names are unique within a role, a log group or a plan."""
TENANT = {
    "baseline:account-id": "123456789012",
    "baseline:region": "eu-central-1",
    "baseline:owner": "platform",
    "baseline:tenant-id": "northwind",
}


def names_of(stack: str) -> set[tuple[str, str, str]]:
    answers = TENANT if stack == stacks.TEMPLATE else {"baseline:account-id": "123456789012"}
    project = load(stacks.root() / stack, {**answers, **stacks.FULL}, EXAMPLE_STACK)
    found = set()
    for resource in record(project):
        if not resource.type.startswith("aws:") or resource.type in WITHIN_A_PARENT:
            continue
        own = "bucket" if resource.type == "aws:s3/bucket:Bucket" else "name"
        inputs = read_some(resource.inputs, (own, "region"))
        name = inputs.get(own)
        if isinstance(name, str) and name:
            found.add((resource.type, name, str(inputs.get("region") or "")))
    assert found
    return found


def test_no_two_stacks_make_the_same_name() -> None:
    makers: dict[tuple[str, str, str], list[str]] = defaultdict(list)
    for stack in stacks.STACKS:
        for name in names_of(stack):
            makers[name].append(stack)
    assert {name: by for name, by in makers.items() if len(by) > 1} == {}
