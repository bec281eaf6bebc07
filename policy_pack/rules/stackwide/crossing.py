"""Nothing of one tenant names or uses what belongs to another."""

import json
import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from typing import Any

from baseline.vocabulary import SHARED_TENANT, Verdict
from policy_pack.context import Context
from policy_pack.gaps import guarded, shown
from policy_pack.resources import Resource, StackGraph
from policy_pack.rule import Finding, Severity, StackRule
from policy_pack.rules.stackwide.ownership import known_tenant, tenant_of
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN, contains_unknown

_POLICY = (
    "backup.VaultPolicy",
    "dynamodb.ResourcePolicy",
    "ec2.VpcEndpoint",
    "ec2.VpcEndpointPolicy",
    "ecr.RepositoryPolicy",
    "efs.FileSystemPolicy",
    "iam.GroupPolicy",
    "iam.Policy",
    "iam.RolePolicy",
    "iam.UserPolicy",
    "kms.Key",
    "kms.KeyPolicy",
    "s3.BucketPolicy",
    "secretsmanager.SecretPolicy",
    "sns.TopicPolicy",
    "sqs.QueuePolicy",
)
DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_POLICY, ("policy",)),
    "iam.Role": ("assumeRolePolicy", "inlinePolicies"),
    "kms.Grant": ("granteePrincipal", "retiringPrincipal"),
    "sns.Topic": ("policy",),
    "sqs.Queue": ("policy",),
    "ssoadmin.PermissionSetInlinePolicy": ("inlinePolicy",),
}
_BY_TOKEN = {token(short): props for short, props in DOCUMENTS.items()}
_SILENT = frozenset(("Version", "Id", "Sid", "Effect", "Action", "NotAction"))
"""Elements that name no resource and no principal."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    tenants = frozenset(context.vocabulary.tenants or ()) - {SHARED_TENANT}
    for resource in graph:
        owner = tenant_of(resource, graph)
        if owner is UNKNOWN:
            if not resource.edges and resource.type not in _BY_TOKEN:
                continue
            sentence = "the tenant of the resource is known only after the update"
            yield Finding("edge", sentence, Verdict.UNDETERMINED, resource.urn)
        elif owner not in (None, "", SHARED_TENANT):
            yield from _edges(resource, owner, graph)
            if tenants - {owner}:
                yield from guarded(_documents, resource, "document", owner, tenants | {owner})


def _edges(resource: Resource, owner: str, graph: StackGraph) -> Iterator[Finding]:
    for prop, urns in sorted(resource.edges.items()):
        for urn in sorted(urns):
            target = graph.resources.get(urn)
            other = known_tenant(target, graph) if target else None
            if target is not None and other not in (None, "", SHARED_TENANT, owner):
                sentence = f"tenant {owner} -> {prop} -> {target.name} of tenant {other}"
                yield Finding("edge", sentence, urn=resource.urn)


def _documents(resource: Resource, owner: str, tenants: frozenset[str]) -> Iterator[Finding]:
    for prop in _BY_TOKEN.get(resource.type, ()):
        value = shown(resource, prop)
        others = sorted(
            {name for text in _texts(_tree(value)) for name in _named(text, tenants)} - {owner}
        )
        if others:
            sentence = f"tenant {owner} -> {prop} -> names tenant {', '.join(others)}"
            yield Finding("document", sentence, urn=resource.urn)
        elif contains_unknown(value):
            sentence = f"what {prop} names is known only after the update"
            yield Finding("document", sentence, Verdict.UNDETERMINED, resource.urn)


def _tree(value: Any) -> Any:
    if isinstance(value, str) and value.lstrip()[:1] in ("{", "["):
        try:
            return json.loads(value)
        except (ValueError, RecursionError):
            return value
    return value


def _texts(tree: Any, key: str = "") -> Iterator[str]:
    """What a document says about resources, principals and values of conditions."""
    if isinstance(tree, dict):
        for name, value in tree.items():
            if name not in _SILENT:
                yield from _texts(_tree(value) if name == "policy" else value, name)
    elif isinstance(tree, list):
        for value in tree:
            yield from _texts(value, key)
    elif isinstance(tree, str) and key not in ("Service", "name"):
        yield tree


def _named(text: str, tenants: frozenset[str]) -> Iterator[str]:
    """The tenants whose id is a whole segment of a text; the longest id at a place is meant."""
    parts = text.split(":", 4)
    if parts[0] == "arn" and len(parts) == 5:
        text = parts[4]  # partition, service and region are not names
    for match in _pattern(tenants).finditer(text):
        yield match[0]


@lru_cache(maxsize=64)
def _pattern(tenants: frozenset[str]) -> re.Pattern[str]:
    longest_first = sorted(tenants, key=lambda name: (-len(name), name))
    return re.compile(
        rf"(?<![A-Za-z0-9])(?:{'|'.join(map(re.escape, longest_first))})(?![A-Za-z0-9])"
    )


RULES = (
    StackRule(
        id="tenant-no-cross-reference",
        types=("*",),
        criteria=("CC6.1", "CC6.3", "C1.1"),
        severity=Severity.CRITICAL,
        summary="No document and no property of one tenant's resources reaches another tenant.",
        fix="Name only the tenant's own resources in policy, or tag what both use as shared.",
        keys={"document": "policy", "edge": "tags.tenant"},
        needs="tenants",
        reference="AWS SaaS tenant isolation strategies (whitepaper)",
        judge=_judge,
    ),
)
