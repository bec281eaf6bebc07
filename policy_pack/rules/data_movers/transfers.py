"""AWS Transfer Family: servers in a VPC, with protocols that encrypt, and with logs."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Finding,
    Resource,
    Verdict,
    expect,
    items,
    some,
    sure,
    there,
)

PRIVATE = ("VPC", "VPC_ENDPOINT")
DATED = ("2018", "2020")
"""Years of security policies that allow SHA-1, except where their name says Restricted."""


def judge_server(server: Resource) -> Iterator[Finding]:
    """A file transfer server."""
    yield from expect(
        server.at("endpointType"),
        lambda kind: kind in PRIVATE,
        "public",
        "the server's endpoint is on the internet, out of any security group",
    )
    yield from expect(
        server.at("securityPolicyName"),
        _modern,
        "ciphers",
        "the security policy allows ciphers that are broken",
    )
    if not there(server.at("loggingRole")) and not there(server.at("structuredLogDestinations")):
        yield Finding("logs", "nobody writes down what is transferred")
    protocols = server.at("protocols")
    names = [protocols] if protocols is UNKNOWN else items(protocols)
    plain = sure(some, names, lambda name: bool(name == "FTP"))
    if plain is not False:
        verdict = Verdict.UNDETERMINED if plain is None else Verdict.VIOLATION
        yield Finding("tls", "FTP sends passwords and files without TLS", verdict)


def _modern(name: str | None) -> bool:
    if not name:
        return False  # AWS's default for this API is of 2018
    return "Restricted" in name or not any(year in name for year in DATED)
