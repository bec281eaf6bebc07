"""Pools cannot be deleted by accident, and clients give nothing away."""

from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    doubtful,
    expect,
    items,
    not_off,
    not_on,
    some,
    sure,
    token,
)

MACHINES = "client_credentials"


def _pool(pool: Resource) -> Iterator[Finding]:
    yield from expect(
        pool.at("deletionProtection"),
        lambda state: state == "ACTIVE",
        "deletion",
        "the pool with all its users can be deleted in one call",
    )


def _identities(pool: Resource) -> Iterator[Finding]:
    yield from expect(
        pool.at("allowUnauthenticatedIdentities"),
        not_on,
        "guests",
        "guests get credentials of AWS without signing in",
    )


def _client(client: Resource) -> Iterator[Finding]:
    sentence = "refresh tokens cannot be revoked"
    yield from expect(client.at("enableTokenRevocation"), not_off, "revocation", sentence)
    implicit = sure(_uses, client, "implicit")
    if implicit is not False:
        verdict = Verdict.UNDETERMINED if implicit is None else Verdict.VIOLATION
        yield Finding("implicit", "the implicit flow puts tokens into addresses", verdict)
    findings = expect(
        client.at("preventUserExistenceErrors"),
        lambda mode: mode == "ENABLED",
        "existence",
        "errors tell which users exist",
    )
    machine = sure(_only_machines, client)
    if machine is not True:
        yield from findings if machine is False else doubtful(findings)


def _uses(client: Resource, flow: str) -> bool:
    return some(items(client.at("allowedOauthFlows")), lambda name: bool(name == flow))


def _only_machines(client: Resource) -> bool:
    """Whether no user signs in through the client."""
    flows = items(client.at("allowedOauthFlows"))
    if items(client.at("explicitAuthFlows")) or not flows:
        return False
    return not some(flows, lambda name: bool(name != MACHINES))


JUDGES: dict[str, Callable[[Resource], Iterator[Finding]]] = {
    "cognito.UserPool": _pool,
    "cognito.IdentityPool": _identities,
    "cognito.UserPoolClient": _client,
    "cognito.ManagedUserPoolClient": _client,
}
BY_TOKEN = {token(name): judge for name, judge in JUDGES.items()}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from BY_TOKEN[resource.type](resource)


RULES = (
    ResourceRule(
        id="cognito-guarded",
        types=tuple(JUDGES),
        criteria=("CC6.1", "A1.2"),
        severity=Severity.HIGH,
        summary="Pools are protected from deletion and know no guests; clients leak nothing.",
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
        "revoked and telling errors let strangers in or show them where to knock.",
        remedies={"deletion": ("deletionProtection", "ACTIVE")},
        judge=_judge,
    ),
)
