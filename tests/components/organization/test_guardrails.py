import datetime
import json
from pathlib import Path
from typing import Any

import pulumi
import pytest
import yaml

from soc2_baseline.components.organization.guardrails import Guardrails, GuardrailsArgs, resolve
from soc2_baseline.components.organization.policies.management import InternetGateways
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError
from tests.support.arguments import PROD, SANDBOX
from tests.support.recorder import Recording, record

UNITS = {unit.value: f"ou-{unit.key}" for unit in Unit}
ARGS: GuardrailsArgs = {
    "environment": PROD,
    "organization_id": "o-a1b2c3d4e5",
    "root_id": "r-abcd",
    "unit_ids": {**UNITS},
    "regions": ["eu-central-1", "eu-west-1"],
}
NAMES = [
    *("ai-opt-out", "detection", "ec2-defaults", "evidence", "exposure", "identity"),
    *("perimeter", "quarantine", "regions", "tags"),
]
HARMLESS = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Deny", "Action": "bedrock:*", "Resource": "*"}],
}


def made(**changed: Any) -> Recording:
    return record(lambda: Guardrails("guardrails", {**ARGS, **changed}))  # type: ignore[typeddict-item]


def problems(**changed: Any) -> list[str]:
    with pytest.raises(ConfigError) as refused:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    return list(refused.value.problems)


def own(content: Any, **changed: Any) -> dict[str, Any]:
    text = content if isinstance(content, str) else json.dumps(content, indent=2)
    kind = PolicyType.SERVICE_CONTROL
    return {"policies": [{"name": "mine", "type": kind, "content": text, **changed}]}


def test_policies_are_made_and_protected() -> None:
    policies = made().of("organizations.Policy")
    assert sorted(p.inputs["name"] for p in policies) == [f"shared-{name}" for name in NAMES]
    assert all(p.protect for p in policies)
    assert {p.inputs["tags"]["tenant"] for p in policies} == {"shared"}
    assert {p.inputs["type"] for p in policies} == {kind.value for kind in PolicyType}


def test_sandbox_policies_can_be_destroyed() -> None:
    assert not any(p.protect for p in made(environment=SANDBOX).of("organizations.Policy"))


def test_policies_are_attached_to_the_root_and_quarantine_to_closed_units() -> None:
    targets = {a.name: a.inputs["targetId"] for a in made().of("organizations.PolicyAttachment")}
    assert targets == {
        **{f"guardrails-{name}-root": "r-abcd" for name in NAMES if name != "quarantine"},
        "guardrails-quarantine-quarantine": "ou-quarantine",
        "guardrails-quarantine-suspended": "ou-suspended",
    }


def test_perimeter_names_an_organization_that_is_known_later() -> None:
    def make() -> None:
        later = pulumi.Output.from_input("o-zzzzzzzzzz")
        Guardrails("guardrails", {**ARGS, "organization_id": later})

    for recording in (record(make), made(organization_id="o-zzzzzzzzzz")):
        content = recording.one("organizations.Policy", "guardrails-perimeter").inputs["content"]
        statement = json.loads(content)["Statement"][0]
        held = statement["Condition"]["StringNotEqualsIfExists"]
        assert held == {"aws:PrincipalOrgID": "o-zzzzzzzzzz"}


def test_gateways_can_be_closed_altogether() -> None:
    found = made(internet_gateways=InternetGateways.NOTHING)
    content = found.one("organizations.Policy", "guardrails-ec2-defaults").inputs["content"]
    assert '"mode":{"@@assign":"block_bidirectional"}' in content


def test_own_policies_are_saved_without_white_space() -> None:
    found = made(**own(HARMLESS, units=["Workloads/Prod"]))
    policy = found.one("organizations.Policy", "guardrails-mine")
    assert policy.inputs["content"] == json.dumps(HARMLESS, separators=(",", ":"))
    attached = found.one("organizations.PolicyAttachment", "guardrails-mine-workloads-prod")
    assert attached.inputs["targetId"] == "ou-workloads-prod"


@pytest.mark.parametrize(
    ("changed", "word"),
    [
        ({"regions": ["eu-west-1"]}, "regions lacks 'eu-central-1'"),
        ({"regions": ["eu-central-1", "cn-north-1"]}, "regions: 'cn-north-1'"),
        ({"trusted_accounts": ["12"]}, "trusted_accounts '12'"),
        ({"organization_id": "x"}, "organization_id 'x'"),
        (own(HARMLESS, name="identity"), "policies['identity']: the name"),
        (own(HARMLESS, name="Mine"), "policies['Mine']: the name"),
        (own(HARMLESS, type="BACKUP"), "policies[0].type is 'BACKUP'; input should be"),
        (own(HARMLESS, units=["Elsewhere"]), "units: 'Elsewhere'; accepted are Security"),
        (own(HARMLESS, more="x"), "more is unknown"),
        (own("{"), "it is not JSON"),
        ({"rollout_units": ["Workloads/Dev"]}, "accepted with rollout_exception"),
        ({"rollout_units": ["Moon"], "rollout_exception": "EX-1"}, "rollout_units: 'Moon'"),
        ({"rollout_units": ["Tenants"], "rollout_exception": "EX-1"}, "exception 'EX-1' is not in"),
    ],
)
def test_wrong_arguments_are_told(changed: dict[str, Any], word: str) -> None:
    assert any(word in problem for problem in problems(**changed)), problems(**changed)


def test_policy_over_its_quota_is_one_message() -> None:
    names = [f"bedrock:Invoke{n:040}" for n in range(200)]
    long = {"Effect": "Deny", "Action": names, "Resource": "*"}
    (problem,) = problems(**own({"Version": "2012-10-17", "Statement": [long]}))
    assert "guardrail mine [size]: the document has" in problem
    assert "accepted are at most 10240" in problem


def test_policy_that_locks_out_the_deploy_role_is_one_message() -> None:
    locks = {"Sid": "Tidy", "Effect": "Deny", "Action": "kms:PutKeyPolicy", "Resource": "*"}
    (problem,) = problems(**own({"Version": "2012-10-17", "Statement": [locks]}))
    assert problem.startswith("Guardrails: guardrail mine.Tidy [rehearsal]: deploy role: kms:Put")


def test_a_rollout_reaches_the_units_that_an_exception_names(tmp_path: Path) -> None:
    register = tmp_path / "exceptions.yaml"
    expires = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=60)
    entry = {
        "id": "EX-1",
        "rule": "org-guardrail-scps",
        "scope": "urn:pulumi:*",
        "reason": "Guardrails are tried on the sandbox accounts first.",
        "owner": "platform lead",
        "approver": "security lead",
        "ticket": "OPS-1",
        "expires": expires.isoformat(),
    }
    register.write_text(yaml.safe_dump([entry]))
    found = made(
        environment={**PROD, "exceptions_file": str(register)},
        rollout_units=["Workloads/Sandbox"],
        rollout_exception="EX-1",
    )
    targets = {a.inputs["targetId"] for a in found.of("organizations.PolicyAttachment")}
    assert targets == {"ou-workloads-sandbox", "ou-quarantine", "ou-suspended"}


def test_partitions_have_their_own_arns() -> None:
    plan = resolve(
        {
            **ARGS,
            "environment": {**PROD, "region": "us-gov-west-1"},
            "regions": ["us-gov-west-1"],
        }
    )
    contents = "".join(policy.content for policy in plan.policies)
    assert "arn:aws-us-gov:iam::*:role/shared-deploy*-update" in contents
    assert "arn:aws:" not in contents
