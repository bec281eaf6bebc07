"""AWS Transfer Family: servers in a VPC, with protocols that encrypt, and with logs."""

from collections.abc import Iterator

from policy_pack.clauses import there
from policy_pack.resources import Resource
from policy_pack.rule import Finding, expect
from policy_pack.values import UNKNOWN, items

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
    if any(name is not UNKNOWN and name == "FTP" for name in names):
        yield Finding("tls", "FTP sends passwords and files without TLS")
    elif any(name is UNKNOWN for name in names):
        yield from expect(UNKNOWN, bool, "tls", "FTP may be among the protocols")


def _modern(name: str | None) -> bool:
    if not name:
        return False  # AWS's default for this API is of 2018
    return "Restricted" in name or not any(year in name for year in DATED)
