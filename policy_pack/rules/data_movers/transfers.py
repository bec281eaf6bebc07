"""Endpoints, protocols and logs of AWS Transfer Family servers."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
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
"""Years of security policies that allow SHA-1, unless their name includes Restricted."""


def judge_server(server: Resource, _context: Context) -> Iterator[Finding]:
    """Check a file transfer server."""
    yield from expect(
        server.at("endpointType"),
        lambda kind: kind in PRIVATE,
        "public",
        "the server has a public endpoint, without security groups",
    )
    yield from expect(
        server.at("securityPolicyName"),
        _modern,
        "ciphers",
        "the security policy allows weak algorithms",
    )
    if not there(server.at("loggingRole")) and not there(server.at("structuredLogDestinations")):
        yield Finding("logs", "transfers are not logged")
    protocols = server.at("protocols")
    names = [protocols] if protocols is UNKNOWN else items(protocols)
    plain = sure(some, names, lambda name: bool(name == "FTP"))
    if plain is not False:
        verdict = Verdict.UNDETERMINED if plain is None else Verdict.VIOLATION
        yield Finding("tls", "FTP sends passwords and files without TLS", verdict)


def _modern(name: str | None) -> bool:
    if not name:
        return False  # the default of this API dates from 2018
    return "Restricted" in name or not any(year in name for year in DATED)
