"""Central management of the root users of member accounts."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Level,
    NotApplicable,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    items,
    some,
    sure,
)

_WANTED = ("RootCredentialsManagement", "RootSessions")
_SENTENCE = "root users of member accounts keep their own credentials"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    features = graph.of("iam.OrganizationsFeatures")
    organizations = graph.of("organizations.Organization")
    if not features and not (organizations and context.vocabulary.owns_account):
        raise NotApplicable("the stack does not set up the root users of an organization")
    if not features:
        yield Finding("features", _SENTENCE, urn=organizations[0].urn)
    for resource in features:
        whole = sure(_has_all, resource.at("enabledFeatures"))
        if not whole:
            verdict = Verdict.UNDETERMINED if whole is None else Verdict.VIOLATION
            yield Finding("features", _SENTENCE, verdict, resource.urn)


def _has_all(listed: Any) -> bool:
    enabled = items(listed)
    return not some(_WANTED, lambda wanted: not some(enabled, lambda one: one == wanted))


RULES = (
    StackRule(
        id="iam-root-locked",
        types=("iam.OrganizationsFeatures", "organizations.Organization"),
        level=Level.ADVISORY,
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="Root users of member accounts have no credentials; the organization manages them.",
        fix="Add iam.OrganizationsFeatures with enabled_features RootCredentialsManagement and "
        "RootSessions.",
        keys={"features": "enabled_features"},
        reference="IAM user guide: centralize root access for member accounts (its SCP: "
        "org-guardrail-scps); Security Hub IAM.4, IAM.9",
        why="A root user's password gives access to everything in an account, and no policy of "
        "the account limits it.",
        judge=_judge,
    ),
)
