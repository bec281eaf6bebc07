"""Deletion protection of pools, and settings of app clients."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    by_type,
    doubtful,
    expect,
    items,
    not_off,
    not_on,
    some,
    sure,
)

MACHINES = "client_credentials"


def _pool(pool: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        pool.at("deletionProtection"),
        lambda state: state == "ACTIVE",
        "deletion",
        "deletion protection is off: one call deletes the pool with all its users",
    )


def _identities(pool: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        pool.at("allowUnauthenticatedIdentities"),
        not_on,
        "guests",
        "guests get AWS credentials without signing in",
    )


def _client(client: Resource, _context: Context) -> Iterator[Finding]:
    sentence = "token revocation is disabled"
    yield from expect(client.at("enableTokenRevocation"), not_off, "revocation", sentence)
    implicit = sure(_uses, client, "implicit")
    if implicit is not False:
        verdict = Verdict.UNDETERMINED if implicit is None else Verdict.VIOLATION
        yield Finding("implicit", "the implicit grant puts tokens into URLs", verdict)
    findings = expect(
        client.at("preventUserExistenceErrors"),
        lambda mode: mode == "ENABLED",
        "existence",
        "error messages reveal which users exist",
    )
    machine = sure(_only_machines, client)
    if machine is not True:
        yield from findings if machine is False else doubtful(findings)


def _uses(client: Resource, flow: str) -> bool:
    return some(items(client.at("allowedOauthFlows")), lambda name: bool(name == flow))


def _only_machines(client: Resource) -> bool:
    """Return whether no user signs in through the client."""
    flows = items(client.at("allowedOauthFlows"))
    if items(client.at("explicitAuthFlows")) or not flows:
        return False
    return not some(flows, lambda name: bool(name != MACHINES))


_TYPES, _judge = by_type(
    {
        "cognito.UserPool": _pool,
        "cognito.IdentityPool": _identities,
        "cognito.UserPoolClient": _client,
        "cognito.ManagedUserPoolClient": _client,
    }
)


RULES = (
    ResourceRule(
        id="cognito-guarded",
        types=_TYPES,
        criteria=("CC6.1", "A1.2"),
        severity=Severity.HIGH,
        summary="Pools have deletion protection and no guests; app clients do not leak tokens or "
        "users.",
        fix="Set deletion_protection='ACTIVE', allow_unauthenticated_identities=False, "
        "prevent_user_existence_errors='ENABLED' and allowed_oauth_flows=['code'].",
        keys={
            "deletion": "deletion_protection",
            "guests": "allow_unauthenticated_identities",
            "revocation": "enable_token_revocation",
            "existence": "prevent_user_existence_errors",
            "implicit": "allowed_oauth_flows",
        },
        reference="Amazon Cognito developer guide: deletion protection, identity pools, managing "
        "user existence errors, revoking tokens; checkov CKV_AWS_366",
        why="A deleted pool locks every customer out for good. Guests, tokens that cannot be "
        "revoked and errors that reveal users help strangers to get in.",
        remedies={"deletion": ("deletionProtection", "ACTIVE")},
        judge=_judge,
    ),
)
