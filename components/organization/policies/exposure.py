"""Denials of public access and of unencrypted storage."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import deploys
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement, actions

_SWITCHES = """
ec2: CreateVpcBlockPublicAccessExclusion DisableEbsEncryptionByDefault
  DisableImageBlockPublicAccess DisableSnapshotBlockPublicAccess EnableSerialConsoleAccess
  ModifyEbsDefaultKmsKeyId ModifyInstanceMetadataDefaults ModifyVpcBlockPublicAccessExclusion
  ModifyVpcBlockPublicAccessOptions ResetEbsDefaultKmsKeyId
elasticmapreduce: PutBlockPublicAccessConfiguration
s3: PutAccountPublicAccessBlock
ssm: ResetServiceSetting UpdateServiceSetting
"""
_PUBLIC_ACLS = ["authenticated-read", "public-read", "public-read-write"]
_CLUSTER_ENGINES = ["aurora*", "docdb", "neptune"]
"""Engines whose instances use the cluster's storage, which the cluster's statement covers."""


def exposure(environment: Environment) -> list[Statement]:
    """Deny public buckets, disks and functions, and changes of block public access settings."""
    return [
        Denial(
            sid="KeepPublicBlocks",
            actions=actions(_SWITCHES),
            conditions=sparing(deploys(environment)),
        ),
        Denial(
            sid="NoPublicAcls",
            actions=actions("s3: CreateBucket PutBucketAcl PutObject PutObjectAcl"),
            conditions={"StringEquals": {"s3:x-amz-acl": _PUBLIC_ACLS}},
        ),
        Denial(
            # Images have no such key (Service Authorization Reference): KeepPublicBlocks protects
            # their block public access.
            sid="NoPublicDisks",
            actions=["ec2:ModifySnapshotAttribute"],
            conditions={"StringEquals": {"ec2:Add/group": "all"}},
        ),
        Denial(
            sid="NoPublicFunctionUrls",
            actions=actions("lambda: CreateFunctionUrlConfig UpdateFunctionUrlConfig"),
            conditions={"StringEquals": {"lambda:FunctionUrlAuthType": "NONE"}},
        ),
        Denial(sid="NoPublicRegistries", actions=["ecr-public:CreateRepository"]),
    ]


def encryption(environment: Environment) -> list[Statement]:
    """Deny disks, databases and file systems without encryption."""
    volume = f"arn:{environment.partition}:ec2:*:*:volume/*"
    return [
        Denial(
            sid="NoPlainDisks",
            actions=actions("ec2: CreateVolume RunInstances"),
            resources=[volume],
            conditions={"Bool": {"ec2:Encrypted": "false"}},
        ),
        Denial(
            sid="NoPlainClusters",
            actions=["rds:CreateDBCluster"],
            conditions={"Bool": {"rds:StorageEncrypted": "false"}},
        ),
        Denial(
            sid="NoPlainDatabases",
            actions=["rds:CreateDBInstance"],
            conditions={
                "Bool": {"rds:StorageEncrypted": "false"},
                "StringNotLike": {"rds:DatabaseEngine": _CLUSTER_ENGINES},
            },
        ),
        Denial(
            sid="NoPlainFileSystems",
            actions=["elasticfilesystem:CreateFileSystem"],
            conditions={"Bool": {"elasticfilesystem:Encrypted": "false"}},
        ),
    ]
