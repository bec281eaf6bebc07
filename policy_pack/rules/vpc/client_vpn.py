"""Authentication, logs and sessions of AWS Client VPN endpoints."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    at,
    expect,
    is_true,
    items,
    known,
    some,
)

PERSONAL = ("directory-service-authentication", "federated-authentication")
LONGEST_HOURS = 12


def _judge(endpoint: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        endpoint.at("connectionLogOptions", "enabled"),
        is_true,
        "logging",
        "the VPN endpoint does not log connections",
    )
    yield from expect(
        endpoint.at("sessionTimeoutHours"),
        lambda hours: hours is not None and hours <= LONGEST_HOURS,
        "session",
        f"VPN sessions may last longer than {LONGEST_HOURS} hours",
    )
    options = items(endpoint.at("authenticationOptions"))
    if not some(options, lambda option: known(at(option, "type")) in PERSONAL):
        yield Finding(
            "authentication",
            "a certificate alone gives access to the VPN, without user authentication",
        )


RULES = (
    ResourceRule(
        id="client-vpn-mfa-logged",
        types=("ec2clientvpn.Endpoint",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="VPN users log in with a directory or identity provider, for at most 12 hours, "
        "with logs.",
        fix='Set type="federated-authentication", session_timeout_hours=12, and '
        "connection_log_options.enabled=True.",
        keys={
            "authentication": "authentication_options.type",
            "logging": "connection_log_options.enabled",
            "session": "session_timeout_hours",
        },
        why="A certificate can be copied and has no second factor; anybody who has it is inside "
        "the network, and no log names the person.",
        reference="AWS Client VPN administrator guide: authentication, connection logging, "
        "session timeout; Security Hub EC2.51",
        judge=_judge,
    ),
)
