"""Account, default tags and credentials of AWS providers."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    at,
    expect,
    is_given,
    structured,
)

_STATIC = ("accessKey", "secretKey", "token")


def _judge(provider: Resource, context: Context) -> Iterator[Finding]:
    if provider.name == "default" or provider.name.startswith("default_"):
        yield Finding("explicit", "resources use the default provider")
        return
    if any(provider.at(prop) is UNKNOWN or is_given(provider.at(prop)) for prop in _STATIC):
        yield Finding("static-keys", "the provider has static credentials")
    yield from expect(
        at(structured(provider.at("defaultTags")), "tags"),
        is_given,
        "default-tags",
        "the provider has no default tags",
    )
    accounts = structured(provider.at("allowedAccountIds"))
    if isinstance(accounts, list) and any(account is UNKNOWN for account in accounts):
        accounts = UNKNOWN
    yield from expect(
        accounts,
        lambda ids: (
            isinstance(ids, list) and {str(one) for one in ids} == {context.vocabulary.account_id}
        ),
        "account",
        "allowed_account_ids is not exactly the stack's account",
    )


RULES = (
    ResourceRule(
        id="provider-pinned",
        types=("pulumi:providers:aws",),
        criteria=("CC6.1", "CC8.1"),
        severity=Severity.HIGH,
        summary="Providers are explicit, bound to the stack's account, and without static keys.",
        fix="Use Provider(allowed_account_ids=[account], default_tags=...) and no access_key.",
        keys={
            "explicit": "opts.provider",
            "static-keys": "access_key",
            "default-tags": "default_tags",
            "account": "allowed_account_ids",
        },
        needs="account_id",
        reference="Pulumi AWS provider: configuration; checkov CKV_AWS_41",
        why="With the wrong profile in a shell the program changes another account, and anybody "
        "who finds a key in the provider can use it.",
        judge=_judge,
    ),
)
