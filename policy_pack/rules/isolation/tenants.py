"""Isolation of each tenant's resources from those of other tenants."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    token,
)
from soc2_baseline.policy_pack.rules.isolation.colours import Tenants
from soc2_baseline.policy_pack.rules.isolation.crossings import Isolation, isolation
from soc2_baseline.policy_pack.rules.isolation.joins import Kind
from soc2_baseline.policy_pack.rules.isolation.paths import Crossing
from soc2_baseline.policy_pack.rules.isolation.wording import document_props, words


def coloured(graph: StackGraph, context: Context) -> Isolation:
    """Return the stack in the colours of its tenants."""
    return isolation(graph, Tenants(frozenset(context.vocabulary.tenants or ())), context)


def told(crossing: Crossing, key: str) -> Finding:
    """Return a crossing as a finding; undetermined if the colour of its start is unknown."""
    unsure = crossing.own is UNKNOWN
    verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
    return Finding(key, crossing.sentence, verdict, crossing.resource.urn)


def unread(resource: Resource) -> Iterator[str]:
    """Yield properties whose document is unknown and comes from no resource of the stack."""
    for prop in document_props(resource):
        if not resource.edges.get(prop) and not words(resource, prop)[1]:
            yield prop


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    stack = coloured(graph, context)
    for crossing in stack.crossings:
        if crossing.kind is Kind.OTHER:
            yield told(crossing, "document" if crossing.document else "edge")
    for resource in graph:
        if stack.colour(resource) is not None and len(context.vocabulary.tenants or ()) > 1:
            for prop in unread(resource):
                sentence = f"the content of {prop} is known only after the update"
                yield Finding("document", sentence, Verdict.UNDETERMINED, resource.urn)


_SOURCES = frozenset(
    token(short)
    for short in (
        "ec2.SecurityGroup",
        "ec2.DefaultSecurityGroup",
        "ec2.SecurityGroupRule",
        "ec2.ManagedPrefixList",
        "ec2.ManagedPrefixListEntry",
        "vpc.SecurityGroupIngressRule",
        "vpc.SecurityGroupEgressRule",
    )
)
_ROUTES = frozenset(
    token(short)
    for short in (
        "ec2.Route",
        "ec2.RouteTable",
        "ec2.DefaultRouteTable",
        "ec2.RouteTableAssociation",
        "ec2transitgateway.Route",
        "ec2transitgateway.RouteTableAssociation",
        "ec2transitgateway.RouteTablePropagation",
    )
)
_PEERINGS = frozenset(
    token(short)
    for short in (
        "ec2.VpcPeeringConnection",
        "ec2.VpcPeeringConnectionAccepter",
        "ec2transitgateway.VpcAttachment",
        "ec2transitgateway.PeeringAttachment",
    )
)
_PLACE = frozenset(("vpcId", "securityGroupId"))
_SOURCE_PROPS = ("sourceSecurityGroupId", "referencedSecurityGroupId", "prefixListId")


def _judge_network(graph: StackGraph, context: Context) -> Iterator[Finding]:
    stack = coloured(graph, context)
    for crossing in stack.crossings:
        if crossing.kind is Kind.NETWORK:
            yield told(crossing, network_key(crossing))
    for rule in graph.of(
        "ec2.SecurityGroupRule", "vpc.SecurityGroupIngressRule", "vpc.SecurityGroupEgressRule"
    ):
        if stack.colour(rule) is not None:
            for prop in _SOURCE_PROPS:
                if rule.at(prop) is UNKNOWN and not rule.edges.get(prop):
                    sentence = f"the tenant of the group in {prop} is known only after the update"
                    yield Finding("source", sentence, Verdict.UNDETERMINED, rule.urn)


def network_key(crossing: Crossing) -> str:
    """Return the finding's key for a crossing of networks."""
    kind = crossing.resource.type
    if crossing.first in _PLACE and not crossing.hops:
        return "placement"
    for key, types in (("source", _SOURCES), ("route", _ROUTES), ("peering", _PEERINGS)):
        if kind in types:
            return key
    return "placement"


RULES = (
    StackRule(
        id="tenant-no-cross-reference",
        types=("*",),
        criteria=("CC6.1", "CC6.3", "C1.1"),
        severity=Severity.CRITICAL,
        summary="No policy and no property of a tenant's resources refers to another tenant.",
        fix="Name only the tenant's own resources in policy, or tag resources that both use as "
        "shared.",
        keys={"document": "policy", "edge": "tags.tenant"},
        needs="tenants",
        why="A role, subscription or grant of one tenant for another tenant's resource gives "
        "access to that tenant's data, outside that tenant's control.",
        reference="AWS SaaS tenant isolation strategies (whitepaper)",
        judge=_judge,
    ),
    StackRule(
        id="tenant-network-isolated",
        types=("*",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.CRITICAL,
        summary="No group, route, peering, gateway or placement joins the networks of two tenants.",
        fix="Let security_groups, routes and peerings name the tenant's own network only.",
        keys={
            "source": "ingress",
            "route": "routes",
            "peering": "peer_vpc_id",
            "placement": "subnet_ids",
        },
        needs="tenants",
        why="With a network path between two tenants, an attacker in one network can probe the "
        "other from inside, bypassing all protection at the edge.",
        reference="AWS SaaS tenant isolation strategies (whitepaper): silo isolation; Amazon VPC "
        "user guide: security group rules; AWS Transit Gateways: route tables",
        judge=_judge_network,
    ),
)
