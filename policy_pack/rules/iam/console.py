"""MFA of console users: without it they may only set it up."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Condition,
    Context,
    Document,
    Finding,
    Malformed,
    ParsedStatement,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    every,
    items,
    parse,
    some,
    sure,
    token,
)
from soc2_baseline.policy_pack.rules.iam.holdings import arns, documents
from soc2_baseline.policy_pack.rules.iam.meaning import everything, unscoped

_SAMPLES = ("s3:GetObject", "ec2:RunInstances", "iam:CreateUser", "kms:Decrypt")
"""Actions of different kinds: a Deny of all of them is a Deny of everything."""

_ENROLS = "iam:EnableMFADevice"
_ELSEWHERE = "the user's permissions are not in this stack"


def _judge(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    profiles = graph.of("iam.UserLoginProfile")
    if not profiles:
        return
    named = _memberships_by_name(graph)
    devices = _devices(graph)
    for profile in profiles:
        try:
            yield from _profile(graph, profile, named, devices)
        except ValueUnknown:
            yield Finding("deny", LATER, Verdict.UNDETERMINED, profile.urn)


def _profile(
    graph: StackGraph, profile: Resource, named: dict[str, list[Resource]], devices: set[str]
) -> Iterator[Finding]:
    users = graph.targets(profile, "user", "iam.User")
    name = str(profile.props.get("user"))
    memberships = [m for user in users for m in _memberships(graph, user)] or named.get(name, [])
    groups, elsewhere = _groups(graph, memberships)
    unseen = elsewhere or not (users or memberships)
    holders = [*users, *groups]
    texts = [text for holder in holders for text in documents(graph, holder)]
    unseen = unseen or _attached_elsewhere(graph, holders)
    denied = sure(some, texts, _denies_without_mfa)
    if denied is False and not unseen:
        sentence = "the console user may act without MFA"
        yield Finding("deny", sentence, urn=profile.urn)
    elif not denied:
        detail = _ELSEWHERE if unseen else None
        yield Finding("deny", LATER, Verdict.UNDETERMINED, profile.urn, detail=detail)
    if unseen or not devices.isdisjoint({name, *(u.urn for u in users), *_names(users)}):
        return
    can = sure(some, texts, _lets_enrol)
    if not can:
        verdict = Verdict.UNDETERMINED if can is None else Verdict.VIOLATION
        sentence = "the console user has no MFA device and may not set one up"
        yield Finding("device", sentence, verdict, profile.urn)


def _names(users: list[Resource]) -> set[str]:
    return {text for user in users for text in user.identities}


def _devices(graph: StackGraph) -> set[str]:
    """Return names and users of virtual MFA devices: the console names a device like its user."""
    found: set[str] = set()
    for device in graph.of("iam.VirtualMfaDevice"):
        name = device.props.get("virtualMfaDeviceName")
        found |= {name} if isinstance(name, str) else set()
        found |= {u.urn for u in graph.targets(device, "virtualMfaDeviceName", "iam.User")}
    return found


def _memberships_by_name(graph: StackGraph) -> dict[str, list[Resource]]:
    found: dict[str, list[Resource]] = {}
    for membership in graph.of("iam.UserGroupMembership", "iam.GroupMembership"):
        for name in (membership.props.get("user"), *_known(membership.props.get("users"))):
            if isinstance(name, str):
                found.setdefault(name, []).append(membership)
    return found


def _groups(graph: StackGraph, memberships: list[Resource]) -> tuple[list[Resource], bool]:
    """Return the groups in this stack, and whether there are others."""
    found: dict[str, Resource] = {}
    elsewhere = False
    for membership in memberships:
        prop = "groups" if membership.type == token("iam.UserGroupMembership") else "group"
        targets = graph.targets(membership, prop, "iam.Group")
        found |= {group.urn: group for group in targets}
        value = membership.at(prop)
        named = [value] if value is UNKNOWN else items(value)
        elsewhere = elsewhere or len(named) > len(targets)
    return list(found.values()), elsewhere


def _memberships(graph: StackGraph, user: Resource) -> list[Resource]:
    return [
        *graph.satellites(user, "user", "iam.UserGroupMembership"),
        *graph.satellites(user, "users", "iam.GroupMembership"),
    ]


def _known(value: Any) -> list[str]:
    return [each for each in value if isinstance(each, str)] if isinstance(value, list) else []


def _attached_elsewhere(graph: StackGraph, holders: list[Resource]) -> bool:
    """Return whether a customer managed policy of another stack is attached; AWS's deny nothing."""
    attached = [arn for holder in holders for arn in arns(graph, holder)]
    return any(arn is UNKNOWN or ":iam::aws:policy/" not in str(arn) for arn in attached)


def _denies_without_mfa(text: Any) -> bool:
    document = _read(text)
    return document is not None and some(document.denying(), _is_guard)


def _is_guard(denial: ParsedStatement) -> bool:
    return every(
        denial,
        lambda d: some(d.conditions, _is_without_mfa),
        lambda d: len(d.conditions) == 1,
        lambda d: not some(_SAMPLES, lambda action: not d.covers(action)),
        lambda d: unscoped(d, everything),
    )


def _is_without_mfa(condition: Condition) -> bool:
    if condition.operator == "bool":
        return condition.key == "aws:multifactorauthpresent" and condition.texts() == ("false",)
    absent = condition.key in ("aws:multifactorauthpresent", "aws:multifactorauthage")
    return condition.operator == "null" and absent and condition.texts() == ("true",)


def _lets_enrol(text: Any) -> bool:
    document = _read(text)
    return document is not None and some(document.allowing(), lambda s: s.covers(_ENROLS))


def _read(text: Any) -> Document | None:
    try:
        return parse(text)
    except Malformed:
        return None  # the rules about policies report it


RULES = (
    StackRule(
        id="iam-console-mfa",
        types=("iam.UserLoginProfile",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Console users can do nothing without MFA, and can set it up.",
        fix="Put the user into a group whose policy denies everything but MFA setup with "
        "BoolIfExists aws:MultiFactorAuthPresent false.",
        keys={"deny": "user", "device": "user"},
        reference="IAM user guide: example policies, users manage their own MFA device; the owner "
        "registers the device (a seed in the stack's state would be a second place for the "
        "secret), or iam.VirtualMfaDevice names it; Security Hub IAM.5, IAM.19",
        why="A password alone can be guessed, reused or phished, and then gives full access.",
        judge=_judge,
    ),
)
