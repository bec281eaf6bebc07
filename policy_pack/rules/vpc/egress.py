"""Egress of security groups for data stores."""

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
    Verdict,
    either,
    guarded,
    sure,
)
from soc2_baseline.policy_pack.rules.vpc.openings import (
    EGRESS,
    GROUP,
    INGRESS,
    LAST_PORT,
    RULES_BESIDE,
    Opening,
    both,
    openings,
)
from soc2_baseline.policy_pack.rules.vpc.ports import data as data_ports
from soc2_baseline.policy_pack.rules.vpc.zones import DATA, TIER_TAG

SENTENCE = "the security group of a data store allows all traffic to the internet"


def _judge(group: Resource, _context: Context) -> Iterator[Finding]:
    answer = _any(_anywhere(exit_) for exit_ in openings(group, EGRESS))
    if answer is not False:
        yield from _finding(both(answer, sure(_holds_data, group, (group,))), None)


def _judge_beside(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for group in graph.of(GROUP):
        rules = graph.satellites(group, "securityGroupId", *RULES_BESIDE)
        data = sure(_holds_data, group, (group, *rules)) if rules else False
        for rule in rules if data is not False else ():
            yield from guarded(_rule, rule, "egress", data)


def _rule(rule: Resource, data: bool | None) -> Iterator[Finding]:
    answer = _any(_anywhere(exit_) for exit_ in openings(rule, EGRESS))
    yield from _finding(both(answer, data), rule.urn)


def _anywhere(exit_: Opening) -> bool | None:
    """Return whether all traffic may go to the internet."""
    ports = both(exit_.holds(0), exit_.holds(LAST_PORT))
    return both(exit_.public(), True if exit_.everything() else ports)


def _holds_data(group: Resource, sources: tuple[Resource, ...]) -> bool:
    """Return whether a group is of the data tier, by its tag or its one ingress port.

    Raises:
        ValueUnknown: it may be.
    """
    return either(
        lambda: group.tag(TIER_TAG) == DATA,
        *(lambda source=source: _lets_data_in(source) for source in sources),
    )


def _lets_data_in(source: Resource) -> bool:
    for opening in openings(source, INGRESS):
        low, high = opening.low, opening.high
        if low is not UNKNOWN and high is not UNKNOWN and low == high and low in data_ports():
            return True
    return False


def _any(answers: Iterator[bool | None]) -> bool | None:
    """Return whether one answer is yes; None where one may be."""
    found = set(answers)
    return True if True in found else None if None in found else False


def _finding(answer: bool | None, urn: str | None) -> Iterator[Finding]:
    if answer is None:
        yield Finding("egress", SENTENCE, Verdict.UNDETERMINED, urn)
    elif answer:
        yield Finding("egress", SENTENCE, urn=urn)


_WHY = (
    "An attacker in a data store can send all its data anywhere; a narrow list of "
    "destinations stops that."
)
_REFERENCE = "Amazon VPC user guide: security group rules; checkov CKV_AWS_382"

RULES = (
    ResourceRule(
        id="sg-egress-restricted",
        types=("ec2.SecurityGroup",),
        criteria=("CC6.6", "CC6.7"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="The security group of a data store does not allow all traffic to the internet.",
        fix="Leave egress out, or set it to the ports and ranges that the data store needs.",
        keys={"egress": "egress.cidr_blocks"},
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge,
    ),
    StackRule(
        id="sg-egress-restricted-stack",
        types=RULES_BESIDE,
        criteria=("CC6.6", "CC6.7"),
        severity=Severity.MEDIUM,
        level=Level.ADVISORY,
        summary="No separate rule for a data store's group allows all traffic to the internet.",
        fix="Remove the rule, or set cidr_ipv4 and the ports to what the data store needs.",
        keys={"egress": "cidr_ipv4"},
        why=_WHY,
        reference=_REFERENCE,
        judge=_judge_beside,
    ),
)
