"""Resources, principals and condition values in policy documents.

Only statements that give access are read: a Deny keeps its resources away, unless it exempts them.
"""

from collections.abc import Iterator, Mapping
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Malformed,
    ParsedStatement,
    Resource,
    ValueUnknown,
    parse,
    shown,
    structured,
    token,
)

_POLICY = (
    "backup.VaultPolicy",
    "cloudwatch.EventBusPolicy",
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
    "kms.ReplicaKey",
    "s3.AccessPoint",
    "s3.Bucket",
    "s3.BucketPolicy",
    "secretsmanager.Secret",
    "secretsmanager.SecretPolicy",
    "sns.Topic",
    "sns.TopicPolicy",
    "sqs.Queue",
    "sqs.QueuePolicy",
)
DOCUMENTS: Mapping[str, tuple[str, ...]] = {
    **dict.fromkeys(_POLICY, ("policy",)),
    "iam.Role": ("assumeRolePolicy", "inlinePolicies"),
    "kms.Grant": ("granteePrincipal", "retiringPrincipal"),
    "ssoadmin.PermissionSetInlinePolicy": ("inlinePolicy",),
}
"""Types with documents, and the properties that hold them."""
_BY_TOKEN = {token(short): props for short, props in DOCUMENTS.items()}


class Word(NamedTuple):
    """A text of a document; ``key`` is the condition key that it is a value of, if any."""

    text: str
    key: str = ""


def document_props(resource: Resource) -> tuple[str, ...]:
    """Return the properties of a resource that hold documents."""
    return _BY_TOKEN.get(resource.type, ())


def words(resource: Resource, prop: str) -> tuple[list[Word], bool]:
    """Return the known words of a document, and whether all are known."""
    found = list(_of_value(shown(resource, prop)))
    known = [word for word in found if word is not None]
    return known, len(known) == len(found)


def _of_value(value: Any) -> Iterator[Word | None]:
    """Yield the words of a value; None for a word that is not known yet."""
    if value is UNKNOWN:
        yield None
        return
    tree = structured(value)
    if isinstance(tree, list):  # inline policies of a role
        for item in tree:
            if item is UNKNOWN:
                yield None
            elif isinstance(item, dict):
                yield from _of_value(item.get("policy"))
    elif isinstance(tree, dict):
        try:
            for statement in parse(value).statements:
                yield from _of_statement(statement)
        except ValueUnknown:
            yield None
        except Malformed:
            return  # other rules report texts that are not policy documents
    elif isinstance(tree, str) and tree:
        yield Word(tree)  # a principal by itself, as in grants


def _of_statement(statement: ParsedStatement) -> Iterator[Word | None]:
    if statement.effect is UNKNOWN:
        yield None
        return
    principals = statement.principals if statement.allows else statement.not_principals
    texts = (
        *(statement.resources if statement.allows else statement.not_resources),
        *(p.value for p in principals if p.kind is UNKNOWN or p.kind != "Service"),
    )
    for text in texts:
        yield None if text is UNKNOWN else Word(text)
    for condition in statement.conditions:
        if condition.operator is UNKNOWN or condition.key is UNKNOWN:
            yield None
        elif ("not" in condition.operator) != statement.allows:
            for value in condition.values:
                if value is UNKNOWN:
                    yield None
                elif isinstance(value, str):
                    yield Word(value, condition.key)
