"""The result of a preview: one model, many renderings.

``as_json`` is the documented format ``baseline/preview/v1``; absent values are null.
"""

from dataclasses import asdict, dataclass
from typing import Any

from soc2_baseline.baseline.preview.monitor import Source
from soc2_baseline.core.vocabulary import ExitCode, Verdict

SCHEMA = "baseline/preview/v1"
MANDATORY = "mandatory"


@dataclass(frozen=True, slots=True)
class PlannedResource:
    """One resource that an update would make or keep."""

    urn: str
    type: str
    name: str
    parent: str | None
    tenant: str | None
    source: Source | None


@dataclass(frozen=True, slots=True)
class ExceptionUsed:
    """The exception that waives a finding."""

    id: str
    expires: str


@dataclass(frozen=True, slots=True)
class ReportedFinding:
    """One finding with what the pack says about its policy."""

    policy: str
    key: str | None
    urn: str | None
    verdict: Verdict
    level: str
    severity: str | None
    criteria: tuple[str, ...]
    message: str
    argument: str | None
    fix: str | None
    reason: str | None
    exception: ExceptionUsed | None


@dataclass(frozen=True, slots=True)
class Summary:
    """Counts; ``evaluated`` counts pairs of rule and resource."""

    resources: int
    policies: int
    evaluated: int
    violations: int
    undetermined: int
    waived: int
    not_offered: int
    errors: int


@dataclass(frozen=True)
class Preview:
    """A whole preview."""

    stack: str
    profile: str | None
    resources: tuple[PlannedResource, ...]
    findings: tuple[ReportedFinding, ...]
    policies: int
    evaluated: int
    evaluated_by_policy: dict[str, int]
    about_exceptions: str = ""

    @property
    def summary(self) -> Summary:
        """The counts."""
        verdicts = [finding.verdict for finding in self.findings]
        return Summary(
            resources=len(self.resources),
            policies=self.policies,
            evaluated=self.evaluated,
            violations=verdicts.count(Verdict.VIOLATION),
            undetermined=verdicts.count(Verdict.UNDETERMINED),
            waived=verdicts.count(Verdict.WAIVED),
            not_offered=verdicts.count(Verdict.NOT_OFFERED),
            errors=verdicts.count(Verdict.ERROR),
        )

    def exit_code(self, *, strict: bool = False) -> int:
        """Return 1 for a mandatory violation, 3 for an error (if strict, for undetermined)."""
        if any(f.verdict is Verdict.VIOLATION and f.level == MANDATORY for f in self.findings):
            return ExitCode.FINDINGS
        summary = self.summary
        if summary.errors or (strict and summary.undetermined):
            return ExitCode.UNDETERMINED
        return ExitCode.FINE

    def as_json(self) -> dict[str, Any]:
        """Return the documented format."""
        return {
            "schema": SCHEMA,
            "stack": self.stack,
            "profile": self.profile,
            "resources": [asdict(resource) for resource in self.resources],
            "findings": [asdict(finding) for finding in self.findings],
            "summary": asdict(self.summary),
        }
