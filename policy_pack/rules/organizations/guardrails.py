"""Service control policies that limit every account of the organization."""

from collections.abc import Callable, Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Condition,
    Context,
    Document,
    Finding,
    Malformed,
    NotApplicable,
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
)

TAMPERING = (
    "cloudtrail:DeleteTrail",
    "cloudtrail:StopLogging",
    "config:DeleteConfigurationRecorder",
    "config:StopConfigurationRecorder",
    "guardduty:DeleteDetector",
)
_PRINCIPAL = ("aws:principalarn",)
_SPARING = ("arnnotlike", "arnnotequals", "stringnotlike", "stringnotequals")
_SCP = "SERVICE_CONTROL_POLICY"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    organizations = graph.of("organizations.Organization")
    policies = [p for p in graph.of("organizations.Policy") if _is_scp(p)]
    enough = organizations or policies if context.vocabulary.owns_account else policies
    if not enough or not (organizations or context.vocabulary.owns_account):
        raise NotApplicable("the stack does not set up the organization's policies")
    for organization in organizations:
        yield from _enabled(organization)
    for policy in policies:
        if not graph.satellites(policy, "policyId", "organizations.PolicyAttachment"):
            yield Finding("attached", "the policy is not attached", urn=policy.urn)
    documents, unsure = _read(policies)
    on = (organizations or policies)[0].urn
    for key, holds, sentence in _CLAUSES:
        denied = sure(holds, documents)
        if denied is None or (not denied and unsure):
            yield Finding(key, LATER, Verdict.UNDETERMINED, on)
        elif not denied:
            yield Finding(key, sentence, urn=on)


def _is_scp(policy: Resource) -> bool:
    kind = policy.at("type")
    return kind is not UNKNOWN and kind in (None, "", _SCP)


def _enabled(organization: Resource) -> Iterator[Finding]:
    sentence = "the policy type SERVICE_CONTROL_POLICY is not enabled"
    if organization.props.get("featureSet") == "CONSOLIDATED_BILLING":
        yield Finding("enabled", sentence, urn=organization.urn)
        return
    on = sure(lambda: some(items(organization.at("enabledPolicyTypes")), lambda kind: kind == _SCP))
    if not on:
        verdict = Verdict.UNDETERMINED if on is None else Verdict.VIOLATION
        yield Finding("enabled", sentence, verdict, organization.urn)


def _read(policies: list[Resource]) -> tuple[list[Document], bool]:
    documents = []
    unsure = False
    for policy in policies:
        try:
            documents.append(parse(policy.at("content")))
        except ValueUnknown:
            unsure = True
        except Malformed:
            continue  # AWS rejects it
    return documents, unsure


def _denies(*actions: str) -> Callable[[list[Document]], bool]:
    """Return a check that each action is denied to all but principals that a condition names."""

    def denied(document: Document, action: str) -> bool:
        return some(
            document.denying(),
            lambda d: every(
                d,
                lambda d: d.covers(action),
                lambda d: not some(d.conditions, lambda c: not _spares_named(c)),
            ),
        )

    def holds(documents: list[Document]) -> bool:
        return not some(
            actions, lambda action: not some(documents, lambda document: denied(document, action))
        )

    return holds


def _broadly(condition: Callable[[Condition], bool]) -> Callable[[list[Document]], bool]:
    """Return a check that nearly everything is denied under such a condition."""

    def denied(document: Document) -> bool:
        return some(
            document.denying(),
            lambda d: every(d, _is_broad, lambda d: some(d.conditions, condition)),
        )

    return lambda documents: some(documents, denied)


def _spares_named(condition: Condition) -> bool:
    return condition.key in _PRINCIPAL and condition.operator in _SPARING


def _is_root(condition: Condition) -> bool:
    return (
        condition.key in _PRINCIPAL
        and condition.operator in ("stringlike", "arnlike", "stringequals", "arnequals")
        and some(condition.values, lambda value: str(value).endswith(":root"))
    )


def _is_region(condition: Condition) -> bool:
    return (
        condition.key == "aws:requestedregion"
        and condition.operator in ("stringnotequals", "stringnotequalsignorecase", "stringnotlike")
        and not some(condition.values, lambda value: set(str(value)) <= set("*?"))
    )


def _is_broad(denial: ParsedStatement) -> bool:
    return every(denial, lambda d: d.any_action, lambda d: not d.not_resources)


_CLAUSES = (
    (
        "leave",
        _denies("organizations:LeaveOrganization"),
        "member accounts may leave the organization",
    ),
    (
        "audit",
        _denies(*TAMPERING),
        "member accounts may stop or delete CloudTrail trails, AWS "
        "Config recorders or GuardDuty detectors",
    ),
    ("root", _broadly(_is_root), "root users of member accounts may act"),
    ("regions", _broadly(_is_region), "member accounts may use every region"),
)


RULES = (
    StackRule(
        id="org-guardrail-scps",
        types=("organizations.Organization", "organizations.Policy"),
        criteria=("CC6.1", "CC6.3", "CC7.2"),
        severity=Severity.HIGH,
        summary="Service control policies deny leaving, audit tampering, root use and other "
        "regions.",
        fix="Add organizations.Policy denying organizations:LeaveOrganization, audit tampering, "
        "root and other regions, each with a PolicyAttachment.",
        keys={
            "leave": "content",
            "audit": "content",
            "root": "content",
            "regions": "content",
            "attached": "policy_id",
            "enabled": "enabled_policy_types",
        },
        reference="AWS Organizations user guide: service control policies, examples; prowler "
        "organizations_scp_check_deny_regions; checked if the stack has the organization and its "
        "policies, or owns the account",
        why="Otherwise an administrator of one account, or an attacker, could switch off the "
        "services that record their actions.",
        judge=_judge,
    ),
)
