"""Internet access that network ACLs allow."""

from collections.abc import Iterable, Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    guarded,
    is_true,
    items,
)
from soc2_baseline.policy_pack.kit import number as number_of
from soc2_baseline.policy_pack.rules.vpc.openings import LAST_PORT, Opening, both
from soc2_baseline.policy_pack.rules.vpc.ports import acl_admin

KEYS = {"admin-ports": "ingress.cidr_block", "all-ports": "ingress.from_port"}
_OWNERS = ("ec2.NetworkAcl", "ec2.DefaultNetworkAcl", "ec2.Vpc")
_EVERYBODY = {4: "0.0.0.0/0", 6: "::/0"}
_Entry = tuple[Any, Any, Opening]  # number, action, opening


def _judge_inline(acl: Resource, _context: Context) -> Iterator[Finding]:
    entries = [_entry(rule, "ruleNo", "action", "ingress") for rule in items(acl.at("ingress"))]
    denials = _Denials(entries)
    for entry in entries:
        yield from _entry_findings(entry, denials)


LAST_RULE = 32767
"""Highest number of a rule: a rule without a number comes after all others."""


def _judge_rules(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    acls: dict[str, list[tuple[Resource, _Entry]]] = {}
    for rule in graph.of("ec2.NetworkAclRule"):
        yield from guarded(_incoming, rule, "admin-ports", graph, acls)
    for rules in acls.values():
        denials = _Denials(entry for _, entry in rules)
        for rule, entry in rules:
            yield from guarded(_rule, rule, "admin-ports", entry, denials)


def _incoming(
    rule: Resource, graph: StackGraph, acls: dict[str, list[tuple[Resource, _Entry]]]
) -> Iterator[Finding]:
    """Collect an ingress rule by its ACL; yields no finding, unless it is not known."""
    if not is_true(rule.at("egress")):
        owners = graph.targets(rule, "networkAclId", *_OWNERS)
        acl = rule.at("networkAclId")
        key = owners[0].urn if owners else acl if isinstance(acl, str) else rule.urn
        entry = _entry(rule.props, "ruleNumber", "ruleAction", "cidrBlock")
        acls.setdefault(key, []).append((rule, entry))
    yield from ()


def _rule(rule: Resource, entry: _Entry, denials: "_Denials") -> Iterator[Finding]:
    yield from _entry_findings(entry, denials, rule.urn)


def _entry(tree: Any, number: str, action: str, prop: str) -> _Entry:
    ranges = tuple(
        text
        for key in ("cidrBlock", "ipv6CidrBlock")
        if (text := at(tree, key)) is UNKNOWN or isinstance(text, str)
    )
    opening = Opening(
        at(tree, "protocol"), at(tree, "fromPort"), at(tree, "toPort"), ranges, (), prop
    )
    order = number_of(at(tree, number))
    return LAST_RULE if order is None else order, at(tree, action), opening


def _entry_findings(
    entry: _Entry, denials: "_Denials", urn: str | None = None
) -> Iterator[Finding]:
    _, action, opening = entry
    allows = None if action is UNKNOWN else str(action).lower() == "allow"
    public = both(allows, opening.public())
    if public is False:
        return
    every = opening.everything() or both(opening.holds(0), opening.holds(LAST_PORT))
    if every is not False:
        sentence = "the network ACL opens every port to the internet"
        yield from _finding("all-ports", both(public, every), sentence, urn, opening)
    if every is True:
        return
    for port, name in acl_admin().items():
        denied = denials.before(entry, port)
        answer = both(both(public, opening.holds(port)), None if denied is None else not denied)
        sentence = f"the network ACL opens port {port} ({name}) to the internet"
        yield from _finding("admin-ports", answer, sentence, urn, opening)


_Denied = tuple[tuple[Any, ...], bool]  # ranges, whether it surely holds the port


class _Denials:
    """Denials of an ACL, with their first rule; kept by range, as an ACL has few of them."""

    def __init__(self, entries: Iterable[_Entry]) -> None:
        self._doubtful: list[Opening] = []
        self._first: dict[int, dict[_Denied, Any]] = {p: {} for p in acl_admin()}
        for number, action, opening in entries:
            if number is UNKNOWN or action is UNKNOWN:
                self._doubtful.append(opening)
            elif str(action).lower() == "deny":
                self._add(number, opening)

    def _add(self, number: Any, opening: Opening) -> None:
        # UNKNOWN has no hash; a range that is not known yet is None here
        ranges = tuple(None if text is UNKNOWN else text for text in opening.ranges)
        for port, first in self._first.items():
            holds = opening.holds(port)
            if holds is not False:
                key = (ranges, holds is True)
                first[key] = min(number, first.get(key, number))

    def before(self, entry: _Entry, port: int) -> bool | None:
        """Return whether an earlier rule denies the port to all ranges that an entry allows."""
        number, _, opening = entry
        answer: bool | None = False
        if any(other is not opening for other in self._doubtful[:2]):
            answer = None
        for (ranges, sure), first in self._first[port].items():
            if number is UNKNOWN:
                answer = None
            elif first < number:
                covers = both(sure or None, _includes(ranges, opening.ranges))
                if covers:
                    return True
                answer = None if covers is None else answer
        return answer


def _includes(wide: tuple[Any, ...], narrow: tuple[Any, ...]) -> bool | None:
    known = {text for text in wide if text is not None}
    missing = [
        text
        for text in narrow
        if text is not UNKNOWN
        and text not in known
        and _EVERYBODY[6 if ":" in text else 4] not in known
    ]
    if not missing:
        return True
    return None if len(known) < len(wide) else False


def _finding(
    key: str, answer: bool | None, sentence: str, urn: str | None, opening: Opening
) -> Iterator[Finding]:
    if answer is None:
        yield Finding(key, sentence, Verdict.UNDETERMINED, urn, opening.wire())
    elif answer:
        yield Finding(key, sentence, urn=urn)


_TEXTS: dict[str, Any] = {
    "criteria": ("CC6.6",),
    "severity": Severity.HIGH,
    "keys": KEYS,
    "why": "Network ACLs are a second layer of defense: without them one wrong security group is "
    "enough to expose a login prompt to the internet.",
    "reference": "Amazon VPC user guide: network ACLs; "
    "Security Hub EC2.21; checkov CKV_AWS_231, CKV_AWS_232, CKV_AWS_352",
}

RULES = (
    ResourceRule(
        id="nacl-no-public-admin",
        types=("ec2.NetworkAcl", "ec2.DefaultNetworkAcl"),
        summary="No network ACL opens port 22, port 3389 or every port to the internet.",
        fix='Narrow cidr_block, or add a rule with action="deny" and a lower rule_no.',
        judge=_judge_inline,
        **_TEXTS,
    ),
    StackRule(
        id="nacl-no-public-admin-stack",
        types=("ec2.NetworkAclRule",),
        summary="No NetworkAclRule opens port 22, port 3389 or every port to the internet.",
        fix="Narrow cidr_block, or add a NetworkAclRule that denies with a lower rule_number.",
        judge=_judge_rules,
        **_TEXTS,
    ),
)
