"""The rule contract: a small pure function (the judge) and its metadata.

A judge yields findings; no finding means that the rule holds. Values may be UNKNOWN (see
``core.unknown``): test definite failures first, since findings from before an unknown value was
met still count.
"""

import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from enum import StrEnum
from pathlib import Path
from typing import Any

from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.kit.context import Context
from soc2_baseline.policy_pack.kit.resources import Resource, StackGraph
from soc2_baseline.policy_pack.kit.values import Value

LATER = "depends on a value that is known only after the update"
"""The sentence of an undetermined finding that has nothing to add."""

_ROOT = Path(__file__).parents[2]
_AWS_NAMES = {
    "cfg": "config",
    "ec2clientvpn": "ec2",
    "ec2transitgateway": "ec2",
    "lb": "elb",
    "sfn": "stepfunctions",
}
"""AWS's names of services for which pulumi-aws has another one."""


class Level(StrEnum):
    """The effect of a violation: stop the deployment, or only warn."""

    MANDATORY = "mandatory"
    ADVISORY = "advisory"


class Severity(StrEnum):
    """The severity of a violation."""

    LOW = "low"
    MEDIUM = "medium"
    HIGH = "high"
    CRITICAL = "critical"


class NotApplicable(Exception):
    """Raised by a judge for a resource that the rule does not cover; the argument is the reason."""


@dataclass(frozen=True, slots=True)
class Wire:
    """An unknown property that is fine if it comes from a resource of these types in the stack."""

    prop: str
    types: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Finding:
    """One result of a rule, for one of its keys.

    ``urn`` is set by rules over the whole stack; ``wire`` drops an undetermined finding
    once the stack's edges show the source of the unknown value.
    """

    key: str
    sentence: str
    verdict: Verdict = Verdict.VIOLATION
    urn: str | None = None
    wire: Wire | None = None
    detail: str | None = None


Judge = Callable[[Resource, Context], Iterator[Finding]]
"""The function of a rule about one resource."""


@dataclass(frozen=True, kw_only=True)
class Rule:
    """The metadata of every rule.

    Attributes:
        id: kebab-case, ``service-fact-that-holds``.
        types: resource types, as ``s3.Bucket`` or full tokens; ``*`` for all of AWS.
        level: the effect of a violation; with ``prod_floor`` it only warns outside ``prod`` and
            does not apply under ``sandbox``.
        summary: one sentence that is true if the rule holds.
        fix: the change that resolves a violation.
        keys: the argument to change, by finding key.
        reference: the source of the rule: an AWS document, the id of a benchmark.
        waivable: false for rules about exceptions, which no exception can waive.
        needs: the part of the organization's vocabulary without which the rule does not apply.
        options: typed parameters of the rule (JSON schema), each with a default.
        why: the harm if the rule does not hold, in a sentence or two.
        remedies: by finding key, the property (as on the wire) and the value that repairs it, only
            if that cannot change the meaning of the resource; applied on request only.
        defined: file and line of the definition.
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
    defined: tuple[str, int] = field(default=("", 0), init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        frame = sys._getframe(1)
        # A helper may build the rule: the definition is the statement of a module.
        while frame.f_back is not None and frame.f_code.co_name != "<module>":
            frame = frame.f_back
        object.__setattr__(self, "defined", (frame.f_code.co_filename, frame.f_lineno))

    def speaks_of(self, resource_type: str) -> bool:
        """Return whether a canonical type token is one of the rule's types."""
        types = {token(name) for name in self.types}
        return resource_type in types or ("*" in types and resource_type.startswith("aws:"))

    @property
    def level_in_words(self) -> str:
        """The level, with a mark for floors of prod."""
        return f"{self.level}{' (prod)' if self.prod_floor else ''}"

    @property
    def folder(self) -> str:
        """The folder of the rule: an AWS service or a topic (see ``policy_pack.rules``)."""
        return Path(self.defined[0]).parent.name.rstrip("_")

    @property
    def services(self) -> frozenset[str]:
        """The AWS services of the types, and the folder: the words that select the rule."""
        tokens = (token(name).split(":") for name in self.types)
        areas = (parts[1].partition("/")[0] for parts in tokens if parts[0] == "aws")
        return frozenset({self.folder, *(_AWS_NAMES.get(area, area) for area in areas)})

    @property
    def place(self) -> str:
        """File and line of the definition; the file is relative to the package if it is ours."""
        file, line = Path(self.defined[0]), self.defined[1]
        ours = file.is_relative_to(_ROOT)
        return f"{file.relative_to(_ROOT).as_posix() if ours else file}:{line}"


@dataclass(frozen=True, kw_only=True)
class ResourceRule(Rule):
    """A rule about one resource, applied before the resource is created or changed."""

    judge: Judge


@dataclass(frozen=True, kw_only=True)
class StackRule(Rule):
    """A rule about the graph of the stack; ``types`` are the resources of its verdicts."""

    judge: Callable[[StackGraph, Context], Iterator[Finding]]


def by_type(judges: Mapping[str, Judge]) -> tuple[tuple[str, ...], Judge]:
    """Combine judges of single types into one; return the types and the judge of a rule."""
    by_token = {token(name): judge for name, judge in judges.items()}

    def judge(resource: Resource, context: Context) -> Iterator[Finding]:
        yield from by_token[resource.type](resource, context)

    return tuple(judges), judge


def expect(
    value: Value,
    holds: Callable[[Value], bool],
    key: str,
    sentence: str,
    *,
    wire: Wire | None = None,
    urn: str | None = None,
) -> Iterator[Finding]:
    """Check one clause: a violation if ``holds`` is false, undetermined if the value is unknown.

    A value of a wrong type, which the provider would reject anyway, does not hold.
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


def is_true(value: Value) -> bool:
    """Return whether a flag is set; a missing one is not."""
    return value is True or value == "true"


def is_given(value: Value) -> bool:
    """Return whether a property has a value."""
    return value not in (None, "", [], {})


def doubtful(findings: Iterable[Finding]) -> Iterator[Finding]:
    """Turn violations into undetermined findings, since they depend on something unknown."""
    for finding in findings:
        doubted = finding.verdict is Verdict.VIOLATION
        yield replace(finding, verdict=Verdict.UNDETERMINED) if doubted else finding
