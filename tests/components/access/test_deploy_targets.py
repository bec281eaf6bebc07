"""A pipeline can change every service that the stacks of its target use."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

from soc2_baseline.components.access.deploy_permissions import DeployScope, changing
from soc2_baseline.components.access.deploy_tables import DeployTarget
from soc2_baseline.components.environment import resolve_environment
from tests.support.arguments import PROD

STACKS = Path(__file__).parents[3] / "stacks"
PREFIXES = {
    "accessanalyzer": "access-analyzer",
    "cfg": "config",
    "chatbot": "chatbot",
    "costexplorer": "ce",
    "ebs": "ec2",
    "emr": "elasticmapreduce",
    "route53": "route53resolver",
    "sfn": "states",
    "ssoadmin": "sso",
    "vpc": "ec2",
}
"""Modules of pulumi-aws whose actions have another prefix."""


@pytest.mark.parametrize("target", [DeployTarget.ACCOUNT, DeployTarget.ORGANIZATION])
def test_every_service_of_a_stack_can_be_changed(target: DeployTarget, tmp_path: Path) -> None:
    output = tmp_path / "preview.json"
    # Whatever the rules say: only what would be made counts here.
    command = [str(Path(sys.executable).with_name("baseline")), "preview", str(STACKS / target)]
    subprocess.run([*command, "--format", "json", "--output", str(output)], check=False)
    modules = {
        resource["type"].split(":")[1].partition("/")[0]
        for resource in json.loads(output.read_text())["resources"]
        if resource["type"].startswith("aws:")
    }
    scope = DeployScope(resolve_environment(PROD), targets=frozenset({target}))
    changed = {
        action.partition(":")[0]
        for statement in changing(scope)
        if statement.sid != "Read"
        for action in statement.actions
    }
    assert {PREFIXES.get(module, module) for module in modules} <= changed
