"""The whole lint: each policy alone, all together, and a rehearsal of requests."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from soc2_baseline.core.control_policies.elements import element_findings
from soc2_baseline.core.control_policies.findings import Check, LintFinding
from soc2_baseline.core.control_policies.policies import Policy
from soc2_baseline.core.control_policies.quotas import attachment_findings, size_findings
from soc2_baseline.core.control_policies.simulate import Access, Decision, Request, decide
from soc2_baseline.core.control_policies.traps import trap_findings
from soc2_baseline.core.iam.documents import Malformed
from soc2_baseline.core.unknown import ValueUnknown
from soc2_baseline.core.vocabulary import Verdict


@dataclass(frozen=True)
class Rehearsal:
    """A request and the decision that is expected."""

    who: str
    request: Request
    expected: Access

    @property
    def must_pass(self) -> bool:
        """Return whether the request has to be allowed."""
        return self.expected is Access.ALLOWED

    def __str__(self) -> str:
        """Return the request in words."""
        of = "" if self.request.resource == "*" else f" on {self.request.resource}"
        return f"{self.who}: {self.request.action}{of} in {self.request.unit}"


def lint(policies: Iterable[Policy], rehearsals: Iterable[Rehearsal] = ()) -> list[LintFinding]:
    """Return all findings on policies; none if they may go to AWS."""
    policies = list(policies)
    findings = [finding for policy in policies for finding in _alone(policy)]
    findings += attachment_findings(policies)
    readable = [policy for policy in policies if policy.type.authorizes and _is_readable(policy)]
    findings += _rehearse(rehearsals, readable)
    return findings


def _alone(policy: Policy) -> list[LintFinding]:
    findings = [*size_findings(policy), *element_findings(policy)]
    if policy.type.authorizes and _is_readable(policy):
        findings += trap_findings(policy)
    return findings


def _is_readable(policy: Policy) -> bool:
    try:
        return bool(policy.document.statements)
    except (Malformed, ValueUnknown):
        return False  # the elements are reported already


def _rehearse(rehearsals: Iterable[Rehearsal], policies: Sequence[Policy]) -> Iterator[LintFinding]:
    """Report one finding for each statement, however many requests it decides wrongly."""
    wrong: dict[Decision, list[Rehearsal]] = {}
    for rehearsal in rehearsals:
        decision = decide(rehearsal.request, policies)
        if decision.access is not rehearsal.expected:
            wrong.setdefault(decision, []).append(rehearsal)
    for decision, (first, *others) in wrong.items():
        more = f" (and {len(others)} more requests)" if others else ""
        policy, _, statement = decision.by.rpartition(".")
        unknown = decision.access is Access.UNKNOWN
        yield LintFinding(
            Check.REHEARSAL,
            policy or decision.by or "all together",
            f"{first}{more} is {decision.access}, but has to be {first.expected}",
            statement if policy else "",
            Verdict.UNDETERMINED if unknown else Verdict.VIOLATION,
        )
