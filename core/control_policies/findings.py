"""Findings of the linter: one sentence about one statement of one policy."""

from dataclasses import dataclass
from enum import StrEnum

from soc2_baseline.core.vocabulary import Verdict


class Check(StrEnum):
    """The checks of the linter."""

    DOCUMENT = "document"
    SIZE = "size"
    ATTACHMENTS = "attachments"
    ELEMENT = "element"
    MISSING_KEY = "missing-key"
    SET_OPERATOR = "set-operator"
    WILDCARD = "wildcard"
    REHEARSAL = "rehearsal"


WHY = {
    Check.DOCUMENT: "AWS refuses what it cannot read",
    Check.SIZE: "AWS refuses a document over the quota, with the update half done",
    Check.ATTACHMENTS: "AWS refuses an attachment over the quota, with the update half done",
    Check.ELEMENT: "AWS refuses the element, or it allows more than it seems to",
    Check.MISSING_KEY: "requests that lack the key are denied, or let through, by accident",
    Check.SET_OPERATOR: "the statement also holds where the key is missing or has one value",
    Check.WILDCARD: "the value is compared letter by letter, so the wildcard fits nothing",
    Check.REHEARSAL: "a role of ours loses what it needs, or somebody keeps what they must not",
}


@dataclass(frozen=True)
class LintFinding:
    """One problem, or one question that cannot be answered."""

    check: Check
    policy: str
    sentence: str
    statement: str = ""
    verdict: Verdict = Verdict.VIOLATION

    def __str__(self) -> str:
        """Return the sentence with its place, as an error message shows it."""
        where = f"{self.policy}.{self.statement}" if self.statement else self.policy
        doubt = "undetermined: " if self.verdict is Verdict.UNDETERMINED else ""
        return f"guardrail {where} [{self.check}]: {doubt}{self.sentence}"
