"""Openings of security groups to the internet."""

from collections.abc import Iterator, Mapping

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Exposure,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
)
from soc2_baseline.policy_pack.rules.vpc.openings import (
    GROUP,
    ICMP,
    LAST_PORT,
    TYPES,
    Opening,
    both,
    openings,
)
from soc2_baseline.policy_pack.rules.vpc.ports import WEB, admin, data

SHOWN = 3
OPEN = {"ports": "ingress.cidr_blocks"}


def _judge_admin(resource: Resource, _context: Context) -> Iterator[Finding]:
    for opening in openings(resource):
        yield from _table("ports", opening, admin())
        answer = both(opening.public(), opening.all_icmp())
        yield from _finding("icmp", answer, "every ICMP type is open to the internet", opening)


def _judge_data(resource: Resource, _context: Context) -> Iterator[Finding]:
    for opening in openings(resource):
        if not _whole(opening):
            yield from _table("ports", opening, data())


def _whole(opening: Opening) -> bool:
    """Return whether every port is surely open, which the rule about administration reports."""
    ports = both(opening.holds(0), opening.holds(LAST_PORT))
    return opening.everything() is True or ports is True


def _judge_allowlist(resource: Resource, context: Context) -> Iterator[Finding]:
    for opening in openings(resource):
        public = opening.public()
        if opening.kind() in ICMP or any(opening.holds(port) for port in (*admin(), *data())):
            continue  # no ports, or ports that other rules cover
        allowed = [opening.exactly(port) for port in WEB]
        other = None if None in allowed and True not in allowed else True not in allowed
        sentence = f"ports other than {WEB[0]} and {WEB[1]} are open to the internet"
        yield from _finding("ports", both(public, other), sentence, opening)
        if resource.type == GROUP:
            yield from exposure(resource, opening, context)


def exposure(
    group: Resource, opening: Opening, context: Context, urn: str | None = None
) -> Iterator[Finding]:
    """Check that a group that is open to the internet has the tag for it."""
    tag = group.tag("exposure")
    undeclared = None if tag is UNKNOWN else tag != Exposure.PUBLIC
    answer = both(opening.public(), undeclared) if context.vocabulary.tag_keys else False
    sentence = f"the group is open to the internet but not tagged exposure={Exposure.PUBLIC}"
    yield from _finding("exposure", answer, sentence, opening, urn)


def _table(key: str, opening: Opening, table: Mapping[int, str]) -> Iterator[Finding]:
    public = opening.public()
    if public is False:
        return
    if opening.everything():
        yield from _finding(key, public, "every port is open to the internet", opening)
        return
    answers = {port: both(public, opening.holds(port)) for port in table}
    hit = [f"{port} ({table[port]})" for port, answer in answers.items() if answer]
    more = f" and {len(hit) - SHOWN} more" if len(hit) > SHOWN else ""
    names = ", ".join(hit[:SHOWN]) or "one that is not known yet"
    answer = True if hit else None if None in answers.values() else False
    yield from _finding(key, answer, f"open to the internet: port {names}{more}", opening)


def _finding(
    key: str, answer: bool | None, sentence: str, opening: Opening, urn: str | None = None
) -> Iterator[Finding]:
    if answer is None:
        yield Finding(key, sentence, Verdict.UNDETERMINED, urn, opening.wire())
    elif answer:
        yield Finding(key, sentence, urn=urn)


RULES = (
    ResourceRule(
        id="sg-no-public-admin-ports",
        types=TYPES,
        criteria=("CC6.6",),
        severity=Severity.CRITICAL,
        summary="No administration port and no full ICMP is open to the internet.",
        fix="Set ingress cidr_blocks to the ranges of your own network, or use Session Manager.",
        keys={"ports": "ingress.cidr_blocks", "icmp": "ingress.from_port"},
        why="Attackers scan administration ports and try stolen or guessed passwords within "
        "minutes after they open.",
        reference="Amazon EC2 user guide: security groups; "
        "Security Hub EC2.13, EC2.14; checkov CKV_AWS_24, CKV_AWS_25",
        judge=_judge_admin,
    ),
    ResourceRule(
        id="sg-no-public-data-ports",
        types=TYPES,
        criteria=("CC6.6", "C1.1"),
        severity=Severity.CRITICAL,
        summary="No port of a database, cache, search engine or queue is open to the internet.",
        fix="Replace ingress cidr_blocks with the security_groups of the application.",
        keys=OPEN,
        why="If anybody can connect to a data store, one weak password or one unpatched "
        "vulnerability exposes all its data.",
        reference="Amazon EC2 user guide: security groups; Security Hub EC2.19",
        judge=_judge_data,
    ),
    ResourceRule(
        id="sg-public-ports-allowlist",
        types=TYPES,
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Only ports 443 and 80 are open to the internet; where tags are used, only on "
        "public groups.",
        fix='Open only port 443 (80 to redirect), on a group with tags={"exposure": "public"}.',
        keys={**OPEN, "exposure": "tags.exposure"},
        why="Every other open port is a service that attackers can reach, often one that was "
        "published by mistake.",
        reference="Amazon EC2 user guide: security groups; "
        "Security Hub EC2.18; checkov CKV_AWS_260, CKV_AWS_277",
        judge=_judge_allowlist,
    ),
)
