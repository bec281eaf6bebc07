import datetime
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from soc2_baseline.components.access.break_glass import BreakGlass, BreakGlassArgs, resolve
from soc2_baseline.components.access.tables import GUARDS
from soc2_baseline.components.statements import LONGEST_POLICY
from soc2_baseline.core.errors import ConfigError
from tests.components.access.simulated import Role, iam
from tests.support.arguments import PROD
from tests.support.recorder import Recording, record

REVIEW = str(datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=90))
ON_CALL, LEAD = iam("role/on-call"), iam("role/security-lead")
ARGS: BreakGlassArgs = {
    "environment": PROD,
    "review_by": REVIEW,
    "principals": [ON_CALL],
    "keepers": [LEAD],
}
WINDOW = {
    "begin": "2026-11-24T04:00:00Z",
    "end": "2026-11-24T06:00:00Z",
    "ticket": "INC-7",
    "opened_by": "lead",
}
NAME = "shared-account-break-glass"


def made(*, preview: bool = False, **changed: Any) -> Recording:
    args: BreakGlassArgs = {**ARGS, **changed}  # type: ignore[typeddict-item]
    return record(lambda: BreakGlass("break-glass", args), preview=preview)


@cache
def role(name: str = NAME) -> Role:
    return Role(made(), name)


def test_it_is_sealed() -> None:
    people, seal = role().trust
    assert people["Principal"] == {"AWS": [ON_CALL]}
    assert people["Condition"]["Bool"] == {"aws:MultiFactorAuthPresent": "true"}
    assert seal == {
        "Sid": "Sealed",
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["sts:AssumeRole"],
    }


def test_a_window_shuts_by_itself() -> None:
    (people,) = Role(made(window=WINDOW), NAME).trust
    assert people["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
        "DateGreaterThan": {"aws:CurrentTime": "2026-11-24T04:00:00Z"},
        "DateLessThan": {"aws:CurrentTime": "2026-11-24T06:00:00Z"},
    }


def test_sessions_are_short_tagged_and_reviewed() -> None:
    for found in made().of("iam.Role"):
        assert found.inputs["maxSessionDuration"] == 3600
        assert found.inputs["tags"]["access"] == "break-glass"
        assert found.inputs["tags"]["review-by"] == REVIEW


def test_it_repairs_what_deployments_may_not_touch() -> None:
    bound = {"iam_PermissionsBoundary": iam("policy/shared-people-boundary")}
    assert role().may("iam:CreatePolicyVersion", iam("policy/shared-deploy-boundary"))
    assert role().may("iam:PutRolePolicy", iam("role/shared-people-operator"), **bound)
    assert role().may("iam:UpdateAssumeRolePolicy", iam("role/shared-deploy-update"))
    provider = iam("oidc-provider/token.actions.githubusercontent.com")
    assert role().may("iam:UpdateOpenIDConnectProviderThumbprint", provider)
    group = "arn:aws:logs:eu-central-1:123456789012:log-group:/shared/app:*"
    assert role().may("logs:GetLogEvents", group)


def test_it_erases_nothing_and_stays_inside() -> None:
    for action in GUARDS:
        assert not role().may(action.replace("*", "X")), action
    assert not role().may("secretsmanager:GetSecretValue")
    assert not role().may("iam:UpdateAssumeRolePolicy", iam(f"role/{NAME}"))
    assert not role().may("iam:CreatePolicyVersion", iam(f"policy/{NAME}-boundary"))
    assert not role().may("iam:DeleteRolePermissionsBoundary", iam(f"role/{NAME}"))
    assert not role().may("iam:CreateUser", iam("user/evil"))
    assert not role().may("s3:PutBucketPolicy", "arn:aws:s3:::shared-account-logs-audit-1-eu")


def test_a_keeper_opens_it_and_does_nothing_else() -> None:
    keeper = role(f"{NAME}-keeper")
    assert keeper.trust[0]["Principal"] == {"AWS": [LEAD]}
    assert keeper.may("iam:UpdateAssumeRolePolicy", iam(f"role/{NAME}"))
    assert not keeper.may("iam:UpdateAssumeRolePolicy", iam("role/shared-deploy-update"))
    assert not keeper.may("ec2:DescribeVpcs")
    assert not keeper.may("sts:AssumeRole", iam(f"role/{NAME}"))


def test_no_keeper_without_a_name() -> None:
    recording = made(keepers=[])
    assert [r.inputs["name"] for r in recording.of("iam.Role")] == [NAME]
    component = next(r for r in recording if r.type == "soc2:access:BreakGlass")
    assert component.outputs["roleNames"] == [NAME]


def test_documents_fit_and_are_known_at_preview() -> None:
    for policy in made(preview=True, prefixes=["acme"]).of("iam.Policy"):
        assert json.loads(policy.inputs["policy"])["Statement"]
        assert len("".join(policy.inputs["policy"].split())) <= LONGEST_POLICY


def test_an_open_use_stops_everything(tmp_path: Path) -> None:
    file = tmp_path / "break-glass-reviews.yaml"
    use = {
        "event": "event-1",
        "role": NAME,
        "used-by": "dev",
        "used-at": "2026-11-20T04:01:00Z",
    }
    file.write_text(yaml.safe_dump([use]))
    with pytest.raises(ConfigError, match=r"use event-1 of shared-account-break-glass by dev at"):
        resolve({**ARGS, "reviews_file": str(file)})
    review = {
        "reviewer": "lead",
        "reviewed": "2026-11-21",
        "ticket": "INC-7",
        "conclusion": "Restarted the broker, nothing else.",
    }
    file.write_text(yaml.safe_dump([use | review]))
    assert resolve({**ARGS, "reviews_file": str(file)}).window is None


@pytest.mark.parametrize(
    ("changed", "message"),
    [
        ({"keepers": [ON_CALL]}, "is one of principals; accepted is another person"),
        ({"principals": []}, "keepers without principals; accepted is to name who takes it too"),
        ({"principals": ["*"]}, "principals '*'; accepted is the ARN"),
        ({"window": {**WINDOW, "end": "2026-11-24T09:00:00Z"}}, "at most 240 minutes after"),
        ({"window": {**WINDOW, "end": "2026-11-24T03:00:00Z"}}, "at most 240 minutes after"),
        ({"window": {**WINDOW, "begin": "now"}}, "window.begin 'now'; accepted is a moment as"),
        ({"window": {**WINDOW, "ticket": " "}}, "window.ticket is empty; accepted is a text"),
        ({"review_by": "2199-01-01"}, "review_by '2199-01-01'; accepted is a date"),
        ({"prefixes": [f"tenant-{n}" for n in range(30)]}, "30 prefixes make a policy of"),
        ({"prefixes": ["*"]}, "prefixes '*'; accepted are ids of tenants"),
    ],
)
def test_wrong_arguments_are_refused(changed: dict[str, Any], message: str) -> None:
    with pytest.raises(ConfigError) as caught:
        resolve({**ARGS, **changed})  # type: ignore[typeddict-item]
    assert len([p for p in caught.value.problems if message in p]) == 1, caught.value.problems
