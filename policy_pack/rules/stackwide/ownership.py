"""Whose a resource is: its own tenant tag, or that of what it belongs to."""

from collections.abc import Mapping
from typing import Any

from policy_pack.knowledge.taggable import taggable_types
from policy_pack.resources import Resource, StackGraph
from policy_pack.tokens import token
from policy_pack.values import UNKNOWN

TAG = "tenant"

PARENTS: Mapping[str, tuple[str, str]] = {
    token(short): parent
    for short, parent in {
        "backup.VaultLockConfiguration": ("backupVaultName", "backup.Vault"),
        "backup.VaultPolicy": ("backupVaultName", "backup.Vault"),
        "dynamodb.ResourcePolicy": ("resourceArn", "dynamodb.Table"),
        "ec2.VpcEndpointPolicy": ("vpcEndpointId", "ec2.VpcEndpoint"),
        "ecr.RepositoryPolicy": ("repository", "ecr.Repository"),
        "efs.FileSystemPolicy": ("fileSystemId", "efs.FileSystem"),
        "iam.RolePolicy": ("role", "iam.Role"),
        "iam.RolePolicyAttachment": ("role", "iam.Role"),
        "iam.UserPolicy": ("user", "iam.User"),
        "kms.Alias": ("targetKeyId", "kms.Key"),
        "kms.Grant": ("keyId", "kms.Key"),
        "kms.KeyPolicy": ("keyId", "kms.Key"),
        "lambda.Permission": ("function", "lambda.Function"),
        "s3.BucketPolicy": ("bucket", "s3.Bucket"),
        "s3.BucketServerSideEncryptionConfiguration": ("bucket", "s3.Bucket"),
        "secretsmanager.SecretPolicy": ("secretArn", "secretsmanager.Secret"),
        "sns.TopicPolicy": ("arn", "sns.Topic"),
        "sqs.QueuePolicy": ("queueUrl", "sqs.Queue"),
    }.items()
}
"""Types without tags: the property and the type of what they belong to."""


def tenant_of(resource: Resource, graph: StackGraph) -> Any:
    """The tenant of a resource; None where nobody says, UNKNOWN where it is not known yet.

    A provider's default tags say nothing about a resource that carries none.
    """
    if resource.type in taggable_types():
        return resource.tag(TAG)
    prop, parent = PARENTS.get(resource.type, ("", ""))
    owners = graph.targets(resource, prop, parent) if prop else []
    return owners[0].tag(TAG) if owners else None


def known_tenant(resource: Resource, graph: StackGraph) -> str | None:
    """The tenant of a resource where it is known."""
    tenant = tenant_of(resource, graph)
    return None if tenant is UNKNOWN else tenant
