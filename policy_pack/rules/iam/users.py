"""Group permissions and password policy of IAM users."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
    number,
    token,
)

_LISTS = {
    token("iam.PolicyAttachment"): "users",
    token("iam.UserPoliciesExclusive"): "policyNames",
    token("iam.UserPolicyAttachmentsExclusive"): "policyArns",
}
"""Types that may name no user or no policy, with the property for it."""

_CLASSES = (
    "requireLowercaseCharacters",
    "requireUppercaseCharacters",
    "requireNumbers",
    "requireSymbols",
)


def _judge_direct(resource: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "a user has permissions outside of groups"
    prop = _LISTS.get(resource.type)
    if prop is None:
        yield Finding("user", sentence)
    else:
        yield from expect(resource.at(prop), lambda named: not named, "user", sentence)


def _judge_passwords(policy: Resource, context: Context) -> Iterator[Finding]:
    shortest = int(context.options["min_length"])
    remembered = int(context.options["min_remembered"])
    oldest = int(context.options["max_age_days"])
    yield from expect(
        number(policy.at("minimumPasswordLength")),
        lambda length: length is not None and length >= shortest,
        "length",
        f"a password may have fewer than {shortest} characters",
    )
    yield from expect(
        number(policy.at("passwordReusePrevention")),
        lambda count: count is not None and count >= remembered,
        "reuse",
        f"password reuse is prevented for fewer than {remembered} passwords",
    )
    yield from expect(
        number(policy.at("maxPasswordAge")),
        lambda days: days is not None and 1 <= days <= oldest,
        "age",
        f"a password is valid for more than {oldest} days",
    )
    flags = [policy.at(name) for name in _CLASSES]
    for flag in sorted(flags, key=lambda flag: flag is not False and flag is not None):
        found = list(
            expect(
                flag,
                is_true,
                "classes",
                "the password policy does not require all character classes",
            )
        )
        if found:
            yield from found
            return


def _number(default: int, description: str, least: int, most: int) -> dict[str, object]:
    return {
        "type": "integer",
        "minimum": least,
        "maximum": most,
        "default": default,
        "description": description,
    }


RULES = (
    ResourceRule(
        id="iam-user-via-group",
        types=(
            "iam.UserPolicy",
            "iam.UserPolicyAttachment",
            "iam.PolicyAttachment",
            "iam.UserPoliciesExclusive",
            "iam.UserPolicyAttachmentsExclusive",
        ),
        criteria=("CC6.3",),
        severity=Severity.MEDIUM,
        summary="Users get their permissions from groups.",
        fix="Attach the policy to a group (iam.GroupPolicyAttachment), not to users.",
        keys={"user": "users"},
        reference="IAM user guide: user groups; Security Hub IAM.2; checkov CKV_AWS_40",
        why="Permissions of single users are forgotten when people change jobs, and no review of "
        "groups shows them.",
        judge=_judge_direct,
    ),
    ResourceRule(
        id="iam-password-policy",
        types=("iam.AccountPasswordPolicy",),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="The password policy requires long, mixed, new and rotated passwords.",
        fix="Set minimum_password_length, password_reuse_prevention, max_password_age and all "
        "require_ arguments.",
        keys={
            "length": "minimum_password_length",
            "reuse": "password_reuse_prevention",
            "age": "max_password_age",
            "classes": "require_symbols",
        },
        options={
            "min_length": _number(14, "Minimum password length.", 8, 128),
            "min_remembered": _number(
                24, "Number of previous passwords that cannot be reused.", 1, 24
            ),
            "max_age_days": _number(90, "Maximum password age in days.", 1, 1095),
        },
        reference="IAM user guide: account password policy; Security Hub IAM.7; CIS AWS "
        "Foundations: password length and reuse; checkov CKV_AWS_9 to CKV_AWS_15",
        why="A short or reused password is guessed, or is known from a breach elsewhere.",
        judge=_judge_passwords,
    ),
)
