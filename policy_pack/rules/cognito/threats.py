"""Threat protection of user pools."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    expect,
    items,
    some,
    sure,
    token,
)

POOL, RISK = "cognito.UserPool", "cognito.RiskConfiguration"
SIGN_IN = "SIGN_IN"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == token(POOL):
        yield from expect(
            resource.at("userPoolAddOns", "advancedSecurityMode"),
            lambda mode: mode == "ENFORCED",
            "mode",
            "threat protection only logs threats and does not block them",
        )
        return
    yield from expect(
        resource.at("compromisedCredentialsRiskConfiguration", "actions", "eventAction"),
        lambda action: action == "BLOCK",
        "block",
        "sign-in with a leaked password is not blocked",
    )
    watched = sure(_watches_sign_in, resource)
    if not watched:
        verdict = Verdict.UNDETERMINED if watched is None else Verdict.VIOLATION
        yield Finding("events", "leaked passwords are not checked at sign-in", verdict)


def _watches_sign_in(risk: Resource) -> bool:
    events = items(risk.at("compromisedCredentialsRiskConfiguration", "eventFilters"))
    return not events or some(events, lambda event: bool(event == SIGN_IN))


RULES = (
    ResourceRule(
        id="cognito-threat-protection",
        types=(POOL, RISK),
        criteria=("CC6.8", "CC7.2"),
        severity=Severity.HIGH,
        summary="Threat protection is enforced and blocks sign-in with leaked passwords.",
        fix="Set user_pool_add_ons.advanced_security_mode='ENFORCED' with user_pool_tier='PLUS', "
        "and event_action='BLOCK' in compromised_credentials_risk_configuration.",
        keys={
            "mode": "user_pool_add_ons.advanced_security_mode",
            "block": "compromised_credentials_risk_configuration.actions.event_action",
            "events": "compromised_credentials_risk_configuration.event_filters",
        },
        reference="Amazon Cognito developer guide: advanced security with threat protection; "
        "Security Hub Cognito.1",
        why="Attackers try passwords that leaked elsewhere by the million. Without protection, "
        "each match opens an account.",
        judge=_judge,
    ),
)
