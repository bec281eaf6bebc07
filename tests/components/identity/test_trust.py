from typing import Any

import pytest

from soc2_baseline.components.environment import resolve_environment
from soc2_baseline.components.identity.roles import StaffRole
from soc2_baseline.components.identity.trust import (
    WorkforceArgs,
    resolve_workforce,
    staff_trust,
    workforce_problems,
)
from tests.support.arguments import PROD

ENVIRONMENT = resolve_environment(PROD)
SUBJECTS = {role.value: [f"{role.value}@acme.test"] for role in StaffRole}
SAML: WorkforceArgs = {
    "provider_arn": "arn:aws:iam::123456789012:saml-provider/staff",
    "issuer": "https://idp.example.com/entity",
    "subjects": SUBJECTS,
}
OIDC: WorkforceArgs = {
    "provider_arn": "arn:aws:iam::123456789012:oidc-provider/idp.example.com/staff",
    "audience": "client-1",
    "subjects": SUBJECTS,
}


def _trust(workforce: WorkforceArgs | None, role: StaffRole = StaffRole.OPERATOR) -> dict[str, Any]:
    resolved = resolve_workforce(workforce) if workforce else None
    return staff_trust(ENVIRONMENT, role, resolved).render()


def test_account_needs_fresh_mfa() -> None:
    trust = _trust(None)
    assert trust["Principal"] == {"AWS": ["arn:aws:iam::123456789012:root"]}
    assert trust["Action"] == ["sts:AssumeRole"]
    assert trust["Condition"] == {
        "Bool": {"aws:MultiFactorAuthPresent": "true"},
        "NumericLessThan": {"aws:MultiFactorAuthAge": "3600"},
    }


def test_saml_pins_issuer_audience_and_subject() -> None:
    trust = _trust(SAML, StaffRole.AUDITOR)
    assert trust["Principal"] == {"Federated": [SAML["provider_arn"]]}
    assert trust["Action"] == ["sts:AssumeRoleWithSAML"]
    assert trust["Condition"] == {
        "StringEquals": {
            "SAML:iss": "https://idp.example.com/entity",
            "SAML:aud": "https://signin.aws.amazon.com/saml",
            "SAML:sub": ["auditor@acme.test"],
        }
    }


def test_openid_connect_pins_audience_and_subject_of_the_issuer() -> None:
    trust = _trust(OIDC, StaffRole.BREAK_GLASS)
    assert trust["Action"] == ["sts:AssumeRoleWithWebIdentity"]
    assert trust["Condition"] == {
        "StringEquals": {
            "idp.example.com/staff:aud": "client-1",
            "idp.example.com/staff:sub": ["break-glass@acme.test"],
        }
    }


@pytest.mark.parametrize("workforce", [SAML, OIDC])
def test_good_providers_have_no_problems(workforce: WorkforceArgs) -> None:
    assert workforce_problems(ENVIRONMENT, workforce) == []


@pytest.mark.parametrize(
    ("base", "changed", "problem"),
    [
        (SAML, {"issuer": ""}, "issuer is missing; SAML needs the provider's entity id"),
        (SAML, {"issuer": "https://*"}, "issuer 'https://*'; accepted is a value without"),
        (OIDC, {"audience": ""}, "audience is missing; OpenID Connect needs the client id"),
        (OIDC, {"issuer": "else"}, "issuer 'else'; accepted is 'idp.example.com/staff'"),
        (
            SAML,
            {"provider_arn": "arn:aws:iam::999999999999:saml-provider/staff"},
            "accepted is arn:aws:iam::123456789012:saml-provider/… or",
        ),
        (SAML, {"subjects": {**SUBJECTS, "root": ["a"]}}, "subjects 'root'; accepted are operator"),
        (
            SAML,
            {"subjects": {**SUBJECTS, "auditor": ["*"]}},
            "subjects.auditor ['*']; accepted are",
        ),
        (SAML, {"subjects": {"operator": ["a"]}}, "subjects.break-glass []; accepted are one or"),
    ],
)
def test_wrong_providers_are_refused(
    base: WorkforceArgs, changed: dict[str, Any], problem: str
) -> None:
    found = workforce_problems(ENVIRONMENT, {**base, **changed})  # type: ignore[typeddict-item]
    assert any(problem in each for each in found), found
