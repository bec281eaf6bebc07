"""The rule contract: a small pure function, with everything that is said about it beside it.

A judge yields findings; yielding nothing means that the rule holds. It reads values that may be
UNKNOWN (see ``core.unknown``): test definite failures first, since what was yielded before an
unknown value was met still counts.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from typing import Any

from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit.context import Context
from soc2_baseline.policy_pack.kit.resources import Resource, StackGraph

LATER = "depends on a value that is known only after the update"
"""What an undetermined finding says where there is nothing more to say."""


class Level(StrEnum):
    """What a violation does: stop the deployment, or only warn."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"


class Severity(StrEnum):
    """How bad a violation is."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class NotApplicable(Exception):
    """Raised by a judge that has nothing to say about a resource; the reason is its argument."""


@dataclass(frozen=True, slots=True)
class Wire:
    """An unknown property that is fine if it comes from a resource of these types in the stack."""

    prop: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule found, for one of its keys.

    ``urn`` is set by rules over the whole stack; ``wire`` lets an undetermined finding vanish
    once the stack's edges show where the unknown value comes from.
    """

    key: str
    sentence: str
    verdict: Verdict = Verdict.VIOLATION
    urn: str | None = None
    wire: Wire | None = None
    detail: str | None = None


@dataclass(frozen=True, kw_only=True)
class Rule:
    """What all rules say of themselves.

    Attributes:
        id: kebab-case, ``service-fact-that-holds``.
        types: resource types, as ``s3.Bucket`` or full tokens; ``*`` for all of AWS.
        level: what a violation does; with ``prod_floor`` it only warns outside ``prod`` and is
            not asked under ``sandbox``.
        summary: one sentence saying what is true where the rule holds.
        fix: the one thing to do about a violation.
        keys: finding key to the argument that has to change.
        reference: where the rule comes from: an AWS document, a benchmark's id.
        waivable: whether an exception can waive it; the rules about exceptions are not.
        needs: the part of the organization's vocabulary without which the rule does not apply.
        options: typed parameters of the rule (JSON schema), each with a default.
        why: what goes wrong where the rule does not hold, in a sentence or two.
        remedies: finding key to the property (as on the wire) and the value that mends it, only
            where that cannot change what the resource means; carried out on request only.
    """

    id: str
    types: tuple[str, ...]
    criteria: tuple[str, ...]
    severity: Severity
    summary: str
    fix: str
    keys: Mapping[str, str]
    reference: str
    level: Level = Level.MANDATORY
    prod_floor: bool = False
    needs: str | None = None
    waivable: bool = True
    options: Mapping[str, Mapping[str, Any]] = field(default_factory=dict)
    why: str = ""
    remedies: Mapping[str, tuple[str, Any]] = field(default_factory=dict)

    def speaks_of(self, resource_type: str) -> bool:
        """Whether a canonical type token is one of the rule's types."""
        types = {token(name) for name in self.types}
        return resource_type in types or ("*" in types and resource_type.startswith("aws:"))

    @property
    def level_in_words(self) -> str:
        """The level, with what a prod floor adds to it."""
        return f"{self.level}{' (prod)' if self.prod_floor else ''}"

    @property
    def service(self) -> str:
        """The folder of ``policy_pack/rules`` that the rule lives in."""
        judge: Any = getattr(self, "judge", None)
        return str(judge.__module__).partition(".rules.")[2].partition(".")[0].rstrip("_")


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule over one resource, asked before the resource is created or changed."""

    judge: Callable[[Resource, Context], Iterator[Finding]]


@dataclass(frozen=True, kw_only=True)
class StackRule(Rule):
    """A rule over the graph of the stack; ``types`` are the resources it gives verdicts on."""

    judge: Callable[[StackGraph, Context], Iterator[Finding]]


def expect(
    value: Any,
    holds: Callable[[Any], bool],
    key: str,
    sentence: str,
    *,
    wire: Wire | None = None,
    urn: str | None = None,
) -> Iterator[Finding]:
    """One clause: a violation where ``holds`` is false, undetermined where it cannot be told.

    A value of a wrong type, which the provider would refuse anyway, does not hold.
    """
    if value is UNKNOWN:
        yield Finding(key, sentence, Verdict.UNDETERMINED, urn, wire)
        return
    try:
        fine = holds(value)
    except TypeError:
        fine = False
    except ValueUnknown:
        yield Finding(key, sentence, Verdict.UNDETERMINED, urn, wire)
        return
    if not fine:
        yield Finding(key, sentence, urn=urn)


def is_true(value: Any) -> bool:
    """Whether a flag is set; a missing one is not."""
    return value is True or value == "true"


def is_given(value: Any) -> bool:
    """Whether a value is there at all."""
    return value not in (None, "", [], {})


def doubtful(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Violations that depend on something unknown."""
    for finding in findings:
        doubted = finding.verdict is Verdict.VIOLATION
        yield replace(finding, verdict=Verdict.UNDETERMINED) if doubted else finding
