"""Tenant or environment of a resource: from its own tag, or from its parent's."""

from collections.abc import Mapping
from typing import Any

from soc2_baseline.policy_pack.kit import Resource, StackGraph, taggable_types, token

_DEPTH = 4
"""Longest chain of parents that is followed."""

_OF_A_BUCKET = """BucketAcl BucketCorsConfiguration BucketIntelligentTieringConfiguration
BucketLifecycleConfiguration BucketLogging BucketNotification BucketObjectLockConfiguration
BucketOwnershipControls BucketPolicy BucketPublicAccessBlock BucketReplicationConfig
BucketServerSideEncryptionConfiguration BucketVersioning BucketWebsiteConfiguration Inventory"""

_PARENTS: Mapping[str, tuple[str, str]] = {
    **{f"s3.{name}": ("bucket", "s3.Bucket") for name in _OF_A_BUCKET.split()},
    "backup.Selection": ("planId", "backup.Plan"),
    "backup.VaultLockConfiguration": ("backupVaultName", "backup.Vault"),
    "backup.VaultNotifications": ("backupVaultName", "backup.Vault"),
    "backup.VaultPolicy": ("backupVaultName", "backup.Vault"),
    "cloudwatch.EventBusPolicy": ("eventBusName", "cloudwatch.EventBus"),
    "cloudwatch.EventTarget": ("rule", "cloudwatch.EventRule"),
    "cloudwatch.LogSubscriptionFilter": ("logGroup", "cloudwatch.LogGroup"),
    "dynamodb.KinesisStreamingDestination": ("tableName", "dynamodb.Table"),
    "dynamodb.ResourcePolicy": ("resourceArn", "dynamodb.Table"),
    "ec2.NetworkAclRule": ("networkAclId", "ec2.NetworkAcl"),
    "ec2.NetworkInterfaceSecurityGroupAttachment": ("networkInterfaceId", "ec2.NetworkInterface"),
    "ec2.PeeringConnectionOptions": ("vpcPeeringConnectionId", "ec2.VpcPeeringConnection"),
    "ec2.Route": ("routeTableId", "ec2.RouteTable"),
    "ec2.RouteTableAssociation": ("subnetId", "ec2.Subnet"),
    "ec2.SecurityGroupRule": ("securityGroupId", "ec2.SecurityGroup"),
    "ec2.VpcEndpointPolicy": ("vpcEndpointId", "ec2.VpcEndpoint"),
    "ec2.VpcEndpointRouteTableAssociation": ("routeTableId", "ec2.RouteTable"),
    "ec2.VpcEndpointSubnetAssociation": ("subnetId", "ec2.Subnet"),
    "ec2.VpcIpv4CidrBlockAssociation": ("vpcId", "ec2.Vpc"),
    "ec2.VpcPeeringConnectionAccepter": ("vpcPeeringConnectionId", "ec2.VpcPeeringConnection"),
    "ec2transitgateway.RouteTableAssociation": (
        "transitGatewayAttachmentId",
        "ec2transitgateway.VpcAttachment",
    ),
    "ec2transitgateway.RouteTablePropagation": (
        "transitGatewayAttachmentId",
        "ec2transitgateway.VpcAttachment",
    ),
    "ecr.LifecyclePolicy": ("repository", "ecr.Repository"),
    "ecr.RepositoryPolicy": ("repository", "ecr.Repository"),
    "efs.FileSystemPolicy": ("fileSystemId", "efs.FileSystem"),
    "efs.MountTarget": ("fileSystemId", "efs.FileSystem"),
    "iam.GroupPolicy": ("group", "iam.Group"),
    "iam.InstanceProfile": ("role", "iam.Role"),
    "iam.RolePolicy": ("role", "iam.Role"),
    "iam.RolePolicyAttachment": ("role", "iam.Role"),
    "iam.UserPolicy": ("user", "iam.User"),
    "iam.UserPolicyAttachment": ("user", "iam.User"),
    "kms.Alias": ("targetKeyId", "kms.Key"),
    "kms.Grant": ("keyId", "kms.Key"),
    "kms.KeyPolicy": ("keyId", "kms.Key"),
    "lambda.EventSourceMapping": ("functionName", "lambda.Function"),
    "lambda.FunctionUrl": ("functionName", "lambda.Function"),
    "lambda.Permission": ("function", "lambda.Function"),
    "lb.TargetGroupAttachment": ("targetGroupArn", "lb.TargetGroup"),
    "secretsmanager.SecretPolicy": ("secretArn", "secretsmanager.Secret"),
    "secretsmanager.SecretRotation": ("secretId", "secretsmanager.Secret"),
    "secretsmanager.SecretVersion": ("secretId", "secretsmanager.Secret"),
    "sns.TopicPolicy": ("arn", "sns.Topic"),
    "sns.TopicSubscription": ("topic", "sns.Topic"),
    "sqs.QueuePolicy": ("queueUrl", "sqs.Queue"),
    "sqs.RedriveAllowPolicy": ("queueUrl", "sqs.Queue"),
    "sqs.RedrivePolicy": ("queueUrl", "sqs.Queue"),
    "vpc.SecurityGroupEgressRule": ("securityGroupId", "ec2.SecurityGroup"),
    "vpc.SecurityGroupIngressRule": ("securityGroupId", "ec2.SecurityGroup"),
}
"""Property and type of the parent of a resource whose own tags are missing."""
PARENTS = {token(short): parent for short, parent in _PARENTS.items()}


def tag_of(resource: Resource, tag: str, graph: StackGraph, depth: int = _DEPTH) -> Any:
    """Return the value of a tag; None if there is none, UNKNOWN if it is not known yet.

    A provider's default tags do not count for a resource that carries no tags.
    """
    own = resource.tag(tag) if resource.type in taggable_types() else None
    if own is not None or not depth:
        return own
    prop, parent = PARENTS.get(resource.type, ("", ""))
    owners = graph.targets(resource, prop, parent) if prop else []
    return tag_of(owners[0], tag, graph, depth - 1) if owners else None
