"""Descriptions of security groups, and conflicts between their rules."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    at,
    guarded,
    items,
    shown,
)
from soc2_baseline.policy_pack.rules.vpc.openings import EGRESS, GROUP, INGRESS, RULES_BESIDE

DEFAULT = "Managed by Pulumi"
_OLD_RULE = "aws:ec2/securityGroupRule:SecurityGroupRule"


def _judge_described(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type != GROUP:
        if _nameless(resource.props):
            yield Finding("rule", "the rule has no description")
        return
    if _nameless(resource.props):
        yield Finding("group", "the security group has no description")
    for direction in (INGRESS, EGRESS):
        if any(_nameless(rule) for rule in items(resource.at(direction))):
            yield Finding("inline", f"an {direction} rule of the group has no description")


def _nameless(tree: object) -> bool:
    """Return whether a description is missing; one that is not known yet counts as given."""
    if tree is UNKNOWN:
        return False
    text = at(tree, "description")
    return text is not UNKNOWN and text in (None, "", DEFAULT)


def _judge_conflicts(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for group in graph.of(GROUP):
        yield from guarded(_conflicts, group, "inline", graph)


def _conflicts(group: Resource, graph: StackGraph) -> Iterator[Finding]:
    beside = graph.satellites(group, "securityGroupId", *RULES_BESIDE)
    old = [rule for rule in beside if rule.type == _OLD_RULE]
    if 0 < len(old) < len(beside):
        sentence = "rules of the group use two resource types, which overwrite each other"
        yield Finding("kinds", sentence, urn=group.urn)
    for direction in (INGRESS, EGRESS) if beside else ():
        if items(shown(group, direction)):
            sentence = f"the group has inline {direction} rules and separate rule resources"
            yield Finding("inline", sentence, urn=group.urn)
            return


RULES = (
    ResourceRule(
        id="sg-described",
        types=(GROUP, *RULES_BESIDE),
        criteria=("CC8.1",),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Each security group and each of its rules has a description.",
        fix="Set description on the group and on every rule.",
        keys={"group": "description", "rule": "description", "inline": "ingress.description"},
        why="Nobody dares to remove a rule of unknown purpose, so it outlives the need for it.",
        reference="Amazon VPC user guide: security group rules; checkov CKV_AWS_23",
        judge=_judge_described,
    ),
    StackRule(
        id="sg-no-rule-conflicts",
        types=(GROUP,),
        criteria=("CC8.1",),
        severity=Severity.MEDIUM,
        summary="The rules of a security group are either inline or separate, of one type.",
        fix="Move every ingress and egress rule to vpc.SecurityGroupIngressRule or "
        "vpc.SecurityGroupEgressRule.",
        keys={"inline": "ingress", "kinds": "security_group_id"},
        why="Inline and separate rules delete each other at every update, so the open ports "
        "depend on which came last.",
        reference="Pulumi AWS: ec2.SecurityGroup, note on rules; "
        "awsguard security-group-no-rule-management-conflicts",
        judge=_judge_conflicts,
    ),
)
