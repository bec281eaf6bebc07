"""Session duration of permission sets, and assignments to groups."""

import re
from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    every,
    expect,
    parse,
    some,
    token,
)
from soc2_baseline.policy_pack.rules.iam.holdings import arns, documents

LONGEST_HOURS = 4
LONGEST_READING_HOURS = 8
_DEFAULT = "PT1H"
_DURATION = re.compile(
    r"P(?:(?P<days>\d{1,4})D)?"
    r"(?:T(?:(?P<hours>\d{1,6})H)?(?:(?P<minutes>\d{1,8})M)?(?:(?P<seconds>\d{1,9})S)?)?"
)
_READERS = re.compile(r"arn:[a-z-]+:iam::aws:policy/.*(?:(?:ReadOnly|ViewOnly)(?:Access)?|Audit)")
_READS = ("get*", "list*", "describe*", "batchget*", "view*", "search*", "lookup*", "filter*")


def hours_of(duration: Any) -> float:
    """Return the hours in an ISO 8601 duration, infinite if it is not one."""
    match = _DURATION.fullmatch(str(duration))
    if match is None:
        return float("inf")
    days, hours, minutes, seconds = (int(part or 0) for part in match.groups())
    return days * 24 + hours + minutes / 60 + seconds / 3600


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == token("ssoadmin.PermissionSet"):
        yield from expect(
            resource.at("sessionDuration"),
            lambda length: hours_of(length or _DEFAULT) <= LONGEST_READING_HOURS,
            "session",
            f"a session may last longer than {LONGEST_READING_HOURS} hours",
        )
    else:
        yield from expect(
            resource.at("principalType"),
            lambda kind: kind == "GROUP",
            "group",
            "access is assigned to a single user, not to a group",
        )


def _judge_writers(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    for permission_set in graph.of("ssoadmin.PermissionSet"):
        length = permission_set.at("sessionDuration")
        if length is UNKNOWN or not (
            LONGEST_HOURS < hours_of(length or _DEFAULT) <= LONGEST_READING_HOURS
        ):
            continue  # short enough, or a finding of the rule above
        try:
            reads = _only_reads(graph, permission_set)
        except ValueUnknown:
            yield Finding("session", LATER, Verdict.UNDETERMINED, permission_set.urn)
            continue
        if not reads:
            sentence = (
                f"a session with write permissions may last longer than {LONGEST_HOURS} hours"
            )
            yield Finding("session", sentence, urn=permission_set.urn)


def _only_reads(graph: StackGraph, permission_set: Resource) -> bool:
    if graph.satellites(
        permission_set, "permissionSetArn", "ssoadmin.CustomerManagedPolicyAttachment"
    ):
        return False
    attached = arns(graph, permission_set)
    texts = list(documents(graph, permission_set))
    return bool(attached or texts) and every(
        permission_set,
        lambda _: not some(attached, lambda arn: not _READERS.fullmatch(str(arn))),
        lambda _: not some(texts, _writes),
    )


def _writes(text: Any) -> bool:
    try:
        document = parse(text)
    except Malformed:
        return True
    return some(
        document.allowing(),
        lambda s: bool(s.not_actions) or some(s.actions, lambda action: not _is_read(str(action))),
    )


def _is_read(action: str) -> bool:
    return action.partition(":")[2].startswith(tuple(read.removesuffix("*") for read in _READS))


RULES = (
    ResourceRule(
        id="identity-center-sessions",
        types=(
            "ssoadmin.PermissionSet",
            "ssoadmin.AccountAssignment",
            "ssoadmin.ApplicationAssignment",
        ),
        criteria=("CC6.1", "CC6.2", "CC6.3"),
        severity=Severity.HIGH,
        summary="Access is assigned to groups, and sessions end within a working day.",
        fix='Set session_duration="PT4H" (up to PT8H for reading) and principal_type="GROUP".',
        keys={"session": "session_duration", "group": "principal_type"},
        reference="IAM Identity Center user guide: set session duration, assign user access by "
        "group",
        why="A stolen session is valid until it ends; access of single users remains when they "
        "leave the team.",
        judge=_judge,
    ),
    StackRule(
        id="identity-center-sessions-stack",
        types=("ssoadmin.PermissionSet",),
        criteria=("CC6.1", "CC6.2", "CC6.3"),
        severity=Severity.MEDIUM,
        summary="Sessions with write permissions end after four hours.",
        fix='Set session_duration="PT4H", or attach only read-only policies.',
        keys={"session": "session_duration"},
        reference="IAM Identity Center user guide: set session duration for AWS accounts",
        why="A stolen session can make changes until it ends.",
        judge=_judge_writers,
    ),
)
