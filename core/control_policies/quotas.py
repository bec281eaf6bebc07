"""Quotas: the length of a policy, and the number attached to one root or unit."""

from collections import Counter
from collections.abc import Iterable, Iterator

from soc2_baseline.core.control_policies.findings import Check, LintFinding
from soc2_baseline.core.control_policies.policies import Policy
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.knowledge.tables import table


def longest(kind: PolicyType) -> int:
    """Return the number of characters that AWS accepts in a document."""
    return int(table("organization_policies").facts["types"][kind]["characters"])


def most_attached(kind: PolicyType) -> int:
    """Return the number of our policies that fit beside the one that AWS attaches."""
    facts = table("organization_policies").facts["types"][kind]
    return int(facts["attached"] - facts["attached-by-aws"])


def size_findings(policy: Policy) -> Iterator[LintFinding]:
    """Report documents over the quota, counted as they are saved."""
    have, limit = len(policy.content), longest(policy.type)
    if have > limit:
        sentence = f"the document has {have} characters; accepted are at most {limit}"
        yield LintFinding(Check.SIZE, policy.name, sentence)


def attachment_findings(policies: Iterable[Policy]) -> Iterator[LintFinding]:
    """Report roots and units with more policies of a type than AWS accepts."""
    counted = Counter((policy.type, target) for policy in policies for target in policy.targets)
    for (kind, target), have in sorted(counted.items()):
        limit = most_attached(kind)
        if have > limit:
            sentence = (
                f"{have} policies of type {kind} are attached to it;"
                f" accepted are at most {limit} beside those of AWS"
            )
            yield LintFinding(Check.ATTACHMENTS, target, sentence)
