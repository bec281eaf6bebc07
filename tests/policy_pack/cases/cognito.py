"""Cases of the rules about Amazon Cognito."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown

OTHER = made("sqs.Queue")
TOKENS = {"enabled": True}
CLASSES = dict.fromkeys(
    ("requireLowercase", "requireUppercase", "requireNumbers", "requireSymbols"), True
)
PASSKEYS = {"factorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"}
BLOCK = {"eventAction": "BLOCK"}


def pool(**props: Any) -> Resource:
    """A pool."""
    settings = {"mfaConfiguration": "ON", "softwareTokenMfaConfiguration": TOKENS, **props}
    return made("cognito.UserPool", **settings)


def recovery(*names: Any) -> dict[str, Any]:
    """Ways to recover an account, the first one first."""
    ways = [{"name": name, "priority": place} for place, name in enumerate(names, 1)]
    return {"recoveryMechanisms": list(reversed(ways))}


def passwords(**props: Any) -> Resource:
    """A pool with a password policy."""
    return made("cognito.UserPool", passwordPolicy={"minimumLength": 14, **CLASSES, **props})


def protected(mode: Any) -> Resource:
    """A pool with threat protection."""
    return made("cognito.UserPool", userPoolAddOns={"advancedSecurityMode": mode})


def risk(action: Any = BLOCK, **props: Any) -> Resource:
    """A risk configuration."""
    return made(
        "cognito.RiskConfiguration",
        compromisedCredentialsRiskConfiguration={"actions": action, **props},
    )


def client(kind: str = "cognito.UserPoolClient", /, **props: Any) -> Resource:
    """A client; None leaves a setting out."""
    settings = {"preventUserExistenceErrors": "ENABLED", **props}
    return made(kind, **{name: value for name, value in settings.items() if value is not None})


CASES: dict[str, tuple[Case, ...]] = {
    "cognito-mfa": (
        good(pool()),
        good(pool(smsConfiguration={"snsCallerArn": UNKNOWN})).named("messages-too"),
        good(pool(accountRecoverySetting=recovery("verified_email", "verified_phone_number"))),
        good(pool(accountRecoverySetting=recovery("admin_only"))),
        good(pool(autoVerifiedAttributes=["email"])),
        good(
            pool(
                softwareTokenMfaConfiguration=None,
                webAuthnConfiguration={
                    "factorConfiguration": "MULTI_FACTOR_WITH_USER_VERIFICATION"
                },
            )
        ).named("passkeys"),
        bad("required", pool(mfaConfiguration="OPTIONAL")),
        bad(("required", "factor"), made("cognito.UserPool")),
        bad("factor", pool(softwareTokenMfaConfiguration=None, smsConfiguration={"a": "b"})),
        bad(
            "factor",
            pool(
                softwareTokenMfaConfiguration={"enabled": False},
                webAuthnConfiguration={"userVerification": "required"},
            ),
        ).named("passkeys-instead-of-passwords"),
        bad(
            "recovery",
            pool(accountRecoverySetting=recovery("verified_phone_number", "verified_email")),
        ),
        bad("recovery", pool(autoVerifiedAttributes=["email", "phone_number"])),
        unknown("required", pool(mfaConfiguration=UNKNOWN)),
        unknown("factor", pool(softwareTokenMfaConfiguration={"enabled": UNKNOWN})),
        unknown("recovery", pool(accountRecoverySetting=recovery(UNKNOWN))),
        unknown("recovery", pool(accountRecoverySetting=UNKNOWN)),
        skips(OTHER),
    ),
    "cognito-password": (
        good(passwords()),
        good(passwords(minimumLength=20, temporaryPasswordValidityDays=3)),
        bad("length", made("cognito.UserPool")).named("defaults"),
        bad("length", passwords(minimumLength=12)),
        bad("lowercase", passwords(requireLowercase=False)),
        bad("uppercase", passwords(requireUppercase=None)),
        bad("numbers", passwords(requireNumbers=False)),
        bad("symbols", passwords(requireSymbols=False)),
        bad("temporary", passwords(temporaryPasswordValidityDays=30)),
        unknown("length", passwords(minimumLength=UNKNOWN)),
        unknown("temporary", passwords(temporaryPasswordValidityDays=UNKNOWN)),
        skips(OTHER),
    ),
    "cognito-threat-protection": (
        good(protected("ENFORCED")),
        good(risk()),
        good(risk(eventFilters=["SIGN_UP", "SIGN_IN"])),
        bad("mode", protected("AUDIT")),
        bad("mode", made("cognito.UserPool")),
        bad("block", risk({"eventAction": "NO_ACTION"})),
        bad("block", made("cognito.RiskConfiguration")),
        bad("events", risk(eventFilters=["SIGN_UP"])),
        unknown("mode", protected(UNKNOWN)),
        unknown("block", risk({"eventAction": UNKNOWN})),
        unknown("events", risk(eventFilters=[UNKNOWN])),
        unknown("events", risk(eventFilters=UNKNOWN)),
        skips(OTHER),
    ),
    "cognito-guarded": (
        good(made("cognito.UserPool", deletionProtection="ACTIVE")),
        good(made("cognito.IdentityPool", allowUnauthenticatedIdentities=False)),
        good(made("cognito.IdentityPool")),
        good(client()),
        good(client(enableTokenRevocation=True, allowedOauthFlows=["code"])),
        good(
            client(preventUserExistenceErrors=None, allowedOauthFlows=["client_credentials"])
        ).named("machines"),
        bad("deletion", made("cognito.UserPool")),
        bad("deletion", made("cognito.UserPool", deletionProtection="INACTIVE")),
        bad("guests", made("cognito.IdentityPool", allowUnauthenticatedIdentities=True)),
        bad("revocation", client(enableTokenRevocation=False)),
        bad("existence", client(preventUserExistenceErrors=None)),
        bad("existence", client(preventUserExistenceErrors="LEGACY")),
        bad(
            "existence",
            client(
                preventUserExistenceErrors=None,
                allowedOauthFlows=["client_credentials"],
                explicitAuthFlows=["ALLOW_USER_SRP_AUTH"],
            ),
        ).named("machines-and-users"),
        bad("implicit", client(allowedOauthFlows=["code", "implicit"])),
        bad("implicit", client("cognito.ManagedUserPoolClient", allowedOauthFlows=["implicit"])),
        unknown("deletion", made("cognito.UserPool", deletionProtection=UNKNOWN)),
        unknown("implicit", client(allowedOauthFlows=[UNKNOWN, "code"])),
        unknown("existence", client(preventUserExistenceErrors=UNKNOWN)),
        skips(OTHER),
    ),
}
