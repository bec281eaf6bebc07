"""The guardrails themselves: clean, within quotas, and each statement needed."""

import json
from pathlib import Path
from typing import Any

import pytest

from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.organization.guardrail_plan import (
    LONGEST_ORGANIZATION_ID,
    OUR_NAMES,
    Draft,
    written,
)
from soc2_baseline.components.organization.policies.perimeter import SERVICES
from soc2_baseline.core.control_policies.lint import lint
from soc2_baseline.core.control_policies.policies import Policy, compact
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.control_policies.quotas import longest
from soc2_baseline.core.knowledge.tables import table
from tests.support.arguments import PROD

DRAFT: Draft = written(
    {
        "environment": PROD,
        "organization_id": LONGEST_ORGANIZATION_ID,
        "root_id": "r-abcd",
        "unit_ids": {},
        "regions": ["eu-central-1", "eu-west-1"],
        "trusted_accounts": ["444455556666"],
    },
    resolve_environment(PROD),
)
POLICIES = {policy.name: policy for policy in DRAFT.policies}
STATEMENTS = [
    (name, statement["Sid"])
    for name, policy in POLICIES.items()
    if policy.type.authorizes
    for statement in json.loads(policy.content)["Statement"]
]


def statements(name: str) -> dict[str, dict[str, Any]]:
    return {s["Sid"]: s for s in json.loads(POLICIES[name].content)["Statement"]}


def test_ours_are_clean() -> None:
    assert lint(DRAFT.policies, DRAFT.rehearsals) == []
    assert tuple(POLICIES) == OUR_NAMES


def test_ours_leave_half_of_the_quota_to_grow() -> None:
    for policy in DRAFT.policies:
        assert len(policy.content) <= longest(policy.type) / 2, policy.name


@pytest.mark.parametrize(("name", "sid"), STATEMENTS)
def test_each_statement_is_missed_by_a_rehearsal(name: str, sid: str) -> None:
    """A statement that nothing rehearses could be lost, or hollowed out, unseen."""
    left = [s for s in statements(name).values() if s["Sid"] != sid]
    tree = {"Version": "2012-10-17", "Statement": left}
    policies = [
        Policy(name, p.type, compact(tree), p.targets) if p.name == name else p
        for p in DRAFT.policies
    ]
    assert [f for f in lint(policies, DRAFT.rehearsals) if f.check == "rehearsal"] != []


@pytest.mark.parametrize(("name", "sid"), STATEMENTS)
def test_each_spared_role_is_missed_by_a_rehearsal(name: str, sid: str) -> None:
    statement = statements(name)[sid]
    spared = statement.get("Condition", {}).get("ArnNotLike", {}).get("aws:PrincipalArn", [])
    for role in spared:
        changed = json.loads(json.dumps(statement))
        others = [other for other in spared if other != role] or ["arn:aws:iam::*:role/nobody"]
        changed["Condition"]["ArnNotLike"]["aws:PrincipalArn"] = others
        rest = [changed if s["Sid"] == sid else s for s in statements(name).values()]
        content = compact({"Version": "2012-10-17", "Statement": rest})
        policies = [
            Policy(name, p.type, content, p.targets) if p.name == name else p
            for p in DRAFT.policies
        ]
        found = [f for f in lint(policies, DRAFT.rehearsals) if f.check == "rehearsal"]
        assert found, f"{name}.{sid} without {role}"


def reference() -> dict[str, Any]:
    cfnlint = pytest.importorskip("cfnlint")
    file = Path(cfnlint.__file__).parent / "data" / "AdditionalSpecs" / "Policies.json"
    tree: dict[str, Any] = json.loads(file.read_text(encoding="utf-8"))
    return tree


def fitting(known: dict[str, Any], action: str) -> list[str]:
    """The actions of the service authorization reference that an action or pattern names."""
    service, _, name = action.partition(":")
    actions = known.get(service, {}).get("Actions", {})
    pattern = name.lower()
    if pattern.endswith("*"):
        return [known for known in actions if known.startswith(pattern[:-1])]
    return [pattern] if pattern in actions else []


def test_actions_exist() -> None:
    known = reference()
    named = {
        action
        for name, sid in STATEMENTS
        for action in statements(name)[sid].get("Action", [])
        if action != "*"
    }
    assert [action for action in sorted(named) if not fitting(known, action)] == []


def test_rehearsed_actions_exist() -> None:
    known = reference()
    named = {rehearsal.request.action for rehearsal in DRAFT.rehearsals}
    assert [action for action in sorted(named) if not fitting(known, action)] == []


def test_the_perimeter_covers_services_that_resource_control_policies_reach() -> None:
    reached = table("organization_policies").facts["resource-control"]["services"]
    assert set(SERVICES) <= set(reached)


def test_trusted_accounts_come_in_and_send() -> None:
    found = statements("perimeter")
    trusted = ["444455556666"]
    identities = found["OurIdentitiesOnly"]["Condition"]["StringNotEqualsIfExists"]
    assert identities["aws:PrincipalAccount"] == trusted
    services = found["ServicesForUsOnly"]["Condition"]["StringNotEqualsIfExists"]
    assert services["aws:SourceAccount"] == trusted


def test_regions_spare_what_belongs_to_no_region() -> None:
    (statement,) = statements("regions").values()
    assert {"iam:*", "organizations:*", "sts:*", "cloudfront:*"} <= set(statement["NotAction"])
    assert "Action" not in statement
    assert statement["Condition"]["StringNotEquals"]["aws:RequestedRegion"] == [
        "eu-central-1",
        "eu-west-1",
    ]


def test_ec2_defaults_are_closed() -> None:
    attributes = json.loads(POLICIES["ec2-defaults"].content)["ec2_attributes"]
    assigned = {
        (name, key): value["@@assign"]
        for name, keys in attributes.items()
        if name not in ("exception_message", "vpc_block_public_access")
        for key, value in keys.items()
    }
    assert assigned == {
        ("serial_console_access", "status"): "disabled",
        ("image_block_public_access", "state"): "block_new_sharing",
        ("snapshot_block_public_access", "state"): "block_all_sharing",
        ("instance_metadata_defaults", "http_tokens"): "required",
        ("instance_metadata_defaults", "http_put_response_hop_limit"): "2",
        ("instance_metadata_defaults", "http_endpoint"): "enabled",
        ("instance_metadata_defaults", "instance_metadata_tags"): "disabled",
    }
    gateway = attributes["vpc_block_public_access"]["internet_gateway_block"]
    assert gateway["mode"] == {"@@assign": "block_ingress"}


def test_tags_have_our_values() -> None:
    tags = json.loads(POLICIES["tags"].content)["tags"]
    assert set(tags) == {"tenant", "environment", "data-class", "exposure", "owner", "service"}
    assert tags["environment"]["tag_value"] == {"@@assign": ["sandbox", "dev", "stage", "prod"]}
    assert all(entry["tag_key"] == {"@@assign": key} for key, entry in tags.items())


def test_ai_services_learn_nothing_and_no_unit_may_differ() -> None:
    services = json.loads(POLICIES["ai-opt-out"].content)["services"]
    assert services["default"]["opt_out_policy"] == {
        "@@operators_allowed_for_child_policies": ["@@none"],
        "@@assign": "optOut",
    }


def test_each_type_is_used() -> None:
    assert {policy.type for policy in DRAFT.policies} == set(PolicyType)
