"""Openings to the internet by separate rules of a group, and by prefix lists."""

from collections.abc import Iterator, Mapping

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    at,
    guarded,
    items,
    sure,
)
from soc2_baseline.policy_pack.rules.vpc.addresses import is_public
from soc2_baseline.policy_pack.rules.vpc.groups import exposure
from soc2_baseline.policy_pack.rules.vpc.openings import GROUP, TYPES, openings
from soc2_baseline.policy_pack.rules.vpc.ports import WEB

_LISTS = ("prefixListIds", "prefixListId", "ingress")


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lists = {
        found.urn: sure(_public_list, found, graph) for found in graph.of("ec2.ManagedPrefixList")
    }
    for resource in graph.of(*TYPES):
        if resource.type != GROUP:
            yield from guarded(_group_of, resource, "exposure", graph, context)
        yield from guarded(_lists_of, resource, "ports", graph, lists)


def _group_of(rule: Resource, graph: StackGraph, context: Context) -> Iterator[Finding]:
    for opening in openings(rule):
        for group in graph.targets(rule, "securityGroupId", "ec2.SecurityGroup"):
            yield from exposure(group, opening, context, rule.urn)


def _lists_of(
    resource: Resource, graph: StackGraph, public: Mapping[str, bool | None]
) -> Iterator[Finding]:
    lists = [
        found
        for prop in _LISTS
        for found in graph.targets(resource, prop, "ec2.ManagedPrefixList")
        if public[found.urn] is not False
    ]
    certain = [found for found in lists if public[found.urn]]
    for opening in openings(resource) if lists else ():
        if not opening.prefix_lists or any(opening.exactly(port) for port in WEB):
            continue
        if not certain:
            raise ValueUnknown
        sentence = f"prefix list {certain[0].name} opens more than port {WEB[0]} to the internet"
        yield Finding("ports", sentence, urn=resource.urn)


def _public_list(found: Resource, graph: StackGraph) -> bool:
    single = graph.satellites(found, "prefixListId", "ec2.ManagedPrefixListEntry")
    texts = [at(entry, "cidr") for entry in items(found.at("entries"))]
    texts += [entry.at("cidr") for entry in single]
    known = [text for text in texts if text is not UNKNOWN]
    if is_public(known):
        return True
    if len(known) < len(texts):
        raise ValueUnknown
    return False


RULES = (
    StackRule(
        id="sg-public-ports-allowlist-stack",
        types=TYPES,
        criteria=("CC6.6",),
        severity=Severity.HIGH,
        summary="Separate rules of a group, and prefix lists, open it only as its exposure tag "
        "allows.",
        fix='Open only port 443, on a group with tags={"exposure": "public"}.',
        keys={"exposure": "tags.exposure", "ports": "prefix_list_ids"},
        why="A separate rule or a prefix list opens the group like an inline rule, but is easily "
        "overlooked.",
        reference="Amazon VPC user guide: managed prefix lists; Security Hub EC2.18",
        judge=_judge,
    ),
)
