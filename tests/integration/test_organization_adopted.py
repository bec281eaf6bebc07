"""An organization that is there already is taken over by the stack, by the real engine."""

from pathlib import Path

import pytest

from soc2_baseline.core.control_policies.policy_types import PolicyType
from tests.support.engine import Engine, requires_engine
from tests.support.moto_server import MotoServer

pytestmark = [pytest.mark.integration, requires_engine]

STACK = Path(__file__).parents[2] / "stacks" / "organization"
REGION = "eu-central-1"


def test_an_organization_that_is_there_is_adopted(
    engine_present: None, moto_server: MotoServer, tmp_path: Path
) -> None:
    moto_server.reset()
    organizations = moto_server.client("organizations", region="us-east-1")
    there = organizations.create_organization(FeatureSet="ALL")["Organization"]["Id"]
    created = organizations.create_account(AccountName="Security Tooling", Email="aws@example.com")
    account = created["CreateAccountStatus"]["AccountId"]
    member = {
        "name": "security",
        "account-name": "Security Tooling",
        "email": "aws@example.com",
        "unit": "Security",
        "id": account,
    }
    config = {
        "baseline:organization-id": there,
        "baseline:accounts": [member],
        "baseline:allowed-regions": [REGION],
        "baseline:workload-regions": [],
    }
    adopting = Engine(STACK, tmp_path, moto_server, config=config)
    adopting.up()
    steps = [e["resourcePreEvent"]["metadata"] for e in adopting.events if "resourcePreEvent" in e]
    imported = {step["type"] for step in steps if step["op"] == "import"}
    assert imported == {
        "aws:organizations/organization:Organization",
        "aws:organizations/account:Account",
    }
    outputs = adopting.outputs()
    assert outputs["organizationId"] == there
    assert outputs["accountIds"] == {"security": account}
    (root,) = organizations.list_roots()["Roots"]
    assert {kind["Type"] for kind in root["PolicyTypes"]} == {kind.value for kind in PolicyType}
    (parent,) = organizations.list_parents(ChildId=account)["Parents"]
    assert parent["Id"] == outputs["unitIds"]["Security"]
    adopting.destroy()
