"""Expiry, scope and use of exceptions."""

import fnmatch
from collections.abc import Iterator

from soc2_baseline.core.exceptions import FILE_NAME, LONGEST_DAYS, Register, Waiver
from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    contains_unknown,
)

STACK = "pulumi:pulumi:Stack"
IDS = ("exemption-hygiene", "exemption-hygiene-stack")
"""Rules that no exception may cover: an exception that names one is invalid."""

_PROBES = ("aws:s3/bucket:Bucket::zq", "aws:iam/role:Role::xw", "aws:lambda/function:Function::jk")
"""URNs that share only the stack: a scope that matches all of them matches everything."""
_WILD = str.maketrans("", "", "*?:")


def _judge(stack: Resource, context: Context) -> Iterator[Finding]:
    register = context.register
    if context.options["file"] and register.source is None:
        sentence = 'the exceptions file in the option "file" was not read'
        yield Finding("expired", sentence, Verdict.UNDETERMINED)
    for waiver in register.waivers:
        place = f"{_file(register)}: {waiver.id}"
        days = waiver.days_left(register.today)
        if days < 0:
            yield Finding("expired", f"{place} expired on {waiver.expires.isoformat()}")
        if days > LONGEST_DAYS:
            yield Finding("too-long", f"{place} expires in more than {LONGEST_DAYS} days")
        keys = context.rule_keys.get(waiver.rule, frozenset())
        if not keys or waiver.rule in IDS:
            yield Finding("unknown-rule", f"{place} does not name a rule that allows exceptions")
        elif waiver.key is not None and waiver.key not in keys:
            yield Finding("unknown-key", f"{place} does not name a finding of {waiver.rule}")
        if _too_broad(waiver.scope, stack.urn):
            yield Finding("too-broad", f"{place} has a scope without a type or a name")


def _too_broad(scope: str, stack_urn: str) -> bool:
    """Return whether a scope matches everything in a stack: this one, or the one it names."""
    here = "::".join(stack_urn.split("::")[:2])
    if all(fnmatch.fnmatchcase(f"{here}::{probe}", scope) for probe in _PROBES):
        return True
    head, *rest = scope.split("::")
    tail = "".join(rest[1:]) if head.startswith("urn:") else "".join((head, *rest))
    return not tail.translate(_WILD)


def _judge_use(graph: StackGraph, context: Context) -> Iterator[Finding]:
    stacks = graph.of(STACK)
    if not stacks:
        return
    register = context.register
    for waiver in register.waivers:
        if (
            waiver.days_left(register.today) >= 0
            and _can_be_used(waiver, context)
            and waiver.id not in context.used_exceptions
            and _concerns(waiver, stacks[0].urn)
        ):
            verdict = Verdict.UNDETERMINED if _may_be_used(waiver, graph) else Verdict.VIOLATION
            sentence = f"{_file(register)}: {waiver.id} matches no finding in this stack"
            yield Finding("unused", sentence, verdict, stacks[0].urn)


def _can_be_used(waiver: Waiver, context: Context) -> bool:
    """Return whether the exception names a rule and a finding that exist."""
    keys = context.rule_keys.get(waiver.rule, frozenset())
    return waiver.rule not in IDS and (waiver.key in keys if waiver.key else bool(keys))


def _may_be_used(waiver: Waiver, graph: StackGraph) -> bool:
    """Return whether a resource in the scope has a value that is not known yet."""
    return any(
        fnmatch.fnmatchcase(resource.urn, waiver.scope) and contains_unknown(dict(resource.props))
        for resource in graph
    )


def _concerns(waiver: Waiver, stack_urn: str) -> bool:
    """Return whether the scope's stack and project, as far as given, are these."""
    stack, project, *_ = stack_urn.split("::")
    head, *rest = waiver.scope.split("::")
    if not head.startswith("urn:"):
        return True
    return fnmatch.fnmatchcase(stack, head) and (
        len(rest) < 2 or fnmatch.fnmatchcase(project, rest[0])
    )


def _file(register: Register) -> str:
    return register.source.name if register.source else FILE_NAME


RULES = (
    ResourceRule(
        id=IDS[0],
        types=(STACK,),
        criteria=("CC4.2", "CC8.1", "CC9.1"),
        severity=Severity.MEDIUM,
        summary="Every exception is in force, expires within 90 days, and has a narrow scope.",
        fix="Renew, narrow or delete the entry in the exceptions file.",
        keys={
            "expired": "expires",
            "too-long": "expires",
            "unknown-rule": "rule",
            "unknown-key": "key",
            "too-broad": "scope",
        },
        options={
            "file": {
                "type": "string",
                "default": "",
                "description": "Path of the exceptions file, if it is not the pack's own.",
            }
        },
        reference="The exceptions register of this baseline",
        why="An exception that never expires silently disables a rule.",
        waivable=False,
        judge=_judge,
    ),
    StackRule(
        id=IDS[1],
        types=(STACK,),
        criteria=("CC4.2", "CC8.1", "CC9.1"),
        severity=Severity.MEDIUM,
        summary="Every exception for this stack matches a finding.",
        fix="Delete the entry from the exceptions file, or correct its rule and scope.",
        keys={"unused": "scope"},
        reference="The exceptions register of this baseline",
        why="An exception that matches nothing today hides tomorrow's mistake before anybody has "
        "seen it.",
        waivable=False,
        judge=_judge_use,
    ),
)
