"""Multi-factor authentication and password policy of user pools."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    expect,
    is_true,
    items,
    known,
    some,
    sure,
)

SHORTEST = 14
LONGEST_TEMPORARY_DAYS = 7
CLASSES = {
    "lowercase": "requireLowercase",
    "uppercase": "requireUppercase",
    "numbers": "requireNumbers",
    "symbols": "requireSymbols",
}
PHONE = "phone_number"
PASSKEY_AS_FACTOR = "MULTI_FACTOR_WITH_USER_VERIFICATION"
"""The API's name for a passkey that serves as second factor; any other replaces the password."""


def _judge_mfa(pool: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        pool.at("mfaConfiguration"),
        lambda mode: mode == "ON",
        "required",
        "users may sign in without MFA",
    )
    tokens = pool.at("softwareTokenMfaConfiguration", "enabled")
    passkey = pool.at("webAuthnConfiguration", "factorConfiguration")
    if tokens is UNKNOWN or not is_true(tokens):
        yield from expect(
            UNKNOWN if tokens is UNKNOWN else passkey,
            lambda factor: factor == PASSKEY_AS_FACTOR,
            "factor",
            "no authenticator app can serve as second factor, so it is a text message at best",
        )
    by_phone = sure(_recovers_by_phone, pool)
    if by_phone is not False:
        verdict = Verdict.UNDETERMINED if by_phone is None else Verdict.VIOLATION
        yield Finding("recovery", "account recovery prefers text messages", verdict)


def _recovers_by_phone(pool: Resource) -> bool:
    ways = items(pool.at("accountRecoverySetting", "recoveryMechanisms"))
    if not ways:  # then Cognito prefers a verified phone number, where there is one
        return some(items(pool.at("autoVerifiedAttributes")), lambda name: bool(name == PHONE))
    first = min(ways, key=_priority)
    return bool(known(at(first, "name")) == f"verified_{PHONE}")


def _priority(way: Any) -> float:
    priority = known(at(way, "priority"))
    return priority if isinstance(priority, (int, float)) else float("inf")


def _judge_password(pool: Resource, _context: Context) -> Iterator[Finding]:
    policy = pool.at("passwordPolicy")
    yield from expect(
        at(policy, "minimumLength"),
        lambda length: length is not None and length >= SHORTEST,
        "length",
        f"the password policy allows fewer than {SHORTEST} characters",
    )
    if policy is None:
        return  # Cognito then requires all classes, and temporary passwords expire in a week
    for key, prop in CLASSES.items():
        yield from expect(
            at(policy, prop), is_true, key, f"the password policy does not require {key}"
        )
    yield from expect(
        at(policy, "temporaryPasswordValidityDays"),
        lambda days: days is None or days <= LONGEST_TEMPORARY_DAYS,
        "temporary",
        f"temporary passwords are valid for more than {LONGEST_TEMPORARY_DAYS} days",
    )


RULES = (
    ResourceRule(
        id="cognito-mfa",
        types=("cognito.UserPool",),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Users sign in with MFA, which may be an authenticator app.",
        fix="Set mfa_configuration='ON', software_token_mfa_configuration.enabled=True, and "
        "verified_email first in account_recovery_setting.",
        keys={
            "required": "mfa_configuration",
            "factor": "software_token_mfa_configuration.enabled",
            "recovery": "account_recovery_setting.recovery_mechanisms",
        },
        reference="Amazon Cognito developer guide: adding MFA to a user pool; API reference: "
        "WebAuthnConfigurationType, AccountRecoverySettingType",
        why="A password that leaked elsewhere opens the account here. A text message as the only "
        "second factor fails when an attacker takes over the phone number.",
        judge=_judge_mfa,
    ),
    ResourceRule(
        id="cognito-password",
        types=("cognito.UserPool",),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary=f"Passwords have {SHORTEST} characters of four classes; temporary ones expire "
        "soon.",
        fix=f"Set password_policy with minimum_length={SHORTEST}, the four require_ arguments and "
        f"temporary_password_validity_days={LONGEST_TEMPORARY_DAYS}.",
        keys={
            "length": "password_policy.minimum_length",
            "lowercase": "password_policy.require_lowercase",
            "uppercase": "password_policy.require_uppercase",
            "numbers": "password_policy.require_numbers",
            "symbols": "password_policy.require_symbols",
            "temporary": "password_policy.temporary_password_validity_days",
        },
        reference="Amazon Cognito developer guide: adding password requirements",
        why="Short passwords are guessed in hours, and an invitation that never expires is a "
        "password in a mailbox.",
        judge=_judge_password,
    ),
)
