"""What network ACLs let in from the internet."""

from collections.abc import Iterable, Iterator
from typing import Any

from baseline.vocabulary import Verdict
from policy_pack import values
from policy_pack.context import Context
from policy_pack.gaps import guarded
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, ResourceRule, Severity, StackRule, is_true
from policy_pack.rules.network.openings import LAST_PORT, Opening, both
from policy_pack.rules.network.ports import NACL_ADMIN
from policy_pack.values import UNKNOWN, at, items

KEYS = {"admin-ports": "ingress.cidr_block", "all-ports": "ingress.from_port"}
_OWNERS = ("ec2.NetworkAcl", "ec2.DefaultNetworkAcl", "ec2.Vpc")
_EVERYBODY = {4: "0.0.0.0/0", 6: "::/0"}
_Entry = tuple[Any, Any, Opening]  # number, action, what it speaks of


def _judge_inline(acl: Resource, _context: Context) -> Iterator[Finding]:
    entries = [_entry(rule, "ruleNo", "action", "ingress") for rule in items(acl.at("ingress"))]
    for entry in entries:
        yield from _entry_findings(entry, entries)


LAST_RULE = 32767
"""The highest number of a rule: what has none comes after all others."""


def _judge_rules(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for rule in graph.of("ec2.NetworkAclRule"):
        yield from guarded(_rule, rule, "admin-ports", graph)


def _rule(rule: Resource, graph: StackGraph) -> Iterator[Finding]:
    if is_true(rule.at("egress")):
        return
    beside = [
        other
        for other in graph.of("ec2.NetworkAclRule")
        if other.urn != rule.urn
        and other.at("egress") is not UNKNOWN
        and not is_true(other.at("egress"))
        and _same_acl(rule, other, graph)
    ]
    first, *entries = [
        _entry(each.props, "ruleNumber", "ruleAction", "cidrBlock") for each in (rule, *beside)
    ]
    yield from _entry_findings(first, entries, rule.urn)


def _same_acl(rule: Resource, other: Resource, graph: StackGraph) -> bool:
    mine, its = rule.at("networkAclId"), other.at("networkAclId")
    if isinstance(mine, str) and isinstance(its, str):
        return mine == its
    acls = {acl.urn for acl in graph.targets(rule, "networkAclId", *_OWNERS)}
    return any(acl.urn in acls for acl in graph.targets(other, "networkAclId", *_OWNERS))


def _entry(tree: Any, number: str, action: str, prop: str) -> _Entry:
    ranges = tuple(
        text
        for key in ("cidrBlock", "ipv6CidrBlock")
        if (text := at(tree, key)) is UNKNOWN or isinstance(text, str)
    )
    opening = Opening(
        at(tree, "protocol"), at(tree, "fromPort"), at(tree, "toPort"), ranges, (), prop
    )
    order = values.number(at(tree, number))
    return LAST_RULE if order is None else order, at(tree, action), opening


def _entry_findings(
    entry: _Entry, entries: Iterable[_Entry], urn: str | None = None
) -> Iterator[Finding]:
    number, action, opening = entry
    allows = None if action is UNKNOWN else str(action).lower() == "allow"
    public = both(allows, opening.public())
    if public is False:
        return
    every = opening.everything() or both(opening.holds(0), opening.holds(LAST_PORT))
    if every is not False:
        sentence = "the network ACL lets the internet reach every port"
        yield from _finding("all-ports", both(public, every), sentence, urn, opening)
    if every is True:
        return
    for port, name in NACL_ADMIN.items():
        denied = _denied(port, number, opening, entries)
        answer = both(both(public, opening.holds(port)), None if denied is None else not denied)
        sentence = f"the network ACL lets the internet reach port {port} ({name})"
        yield from _finding("admin-ports", answer, sentence, urn, opening)


def _denied(port: int, number: Any, opening: Opening, entries: Iterable[_Entry]) -> bool | None:
    """Whether an earlier rule denies the port to all that ``opening`` lets in."""
    answer: bool | None = False
    for other_number, action, other in entries:
        if any(value is UNKNOWN for value in (number, other_number, action)):
            answer = None if other is not opening else answer
        elif other_number < number and str(action).lower() == "deny":
            covers = both(other.holds(port), _includes(other.ranges, opening.ranges))
            if covers:
                return True
            answer = None if covers is None else answer
    return answer


def _includes(wide: tuple[Any, ...], narrow: tuple[Any, ...]) -> bool | None:
    known = {text for text in wide if text is not UNKNOWN}
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
    "reference": "Amazon VPC user guide: network ACLs; "
    "Security Hub EC2.21; checkov CKV_AWS_231, CKV_AWS_232, CKV_AWS_352",
}

RULES = (
    ResourceRule(
        id="nacl-no-public-admin",
        types=("ec2.NetworkAcl", "ec2.DefaultNetworkAcl"),
        summary="No network ACL lets the internet reach port 22, port 3389 or every port.",
        fix='Narrow cidr_block, or put a rule with action="deny" and a lower rule_no before it.',
        judge=_judge_inline,
        **_TEXTS,
    ),
    StackRule(
        id="nacl-no-public-admin-stack",
        types=("ec2.NetworkAclRule",),
        summary="No rule beside a network ACL lets the internet reach port 22, 3389 or every port.",
        fix="Narrow cidr_block, or add a NetworkAclRule that denies with a lower rule_number.",
        judge=_judge_rules,
        **_TEXTS,
    ),
)
