"""A file system that one application mounts through its access point."""

import json

import pulumi_aws as aws

ACCOUNT = "111122223333"
SUBNETS = {"a": "subnet-0aaaaaaaaaaaaaaaa", "b": "subnet-0bbbbbbbbbbbbbbbb"}

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
key = aws.kms.Key(
    "uploads",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner]}),
)
uploads = aws.efs.FileSystem("uploads", encrypted=True, kms_key_id=key.arn)
aws.efs.BackupPolicy("uploads", file_system_id=uploads.id, backup_policy={"status": "ENABLED"})
application = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:role/uploads"},
    "Action": ["elasticfilesystem:ClientMount", "elasticfilesystem:ClientWrite"],
    "Condition": {"Bool": {"elasticfilesystem:AccessedViaMountTarget": "true"}},
}
tls_only = {
    "Effect": "Deny",
    "Principal": {"AWS": "*"},
    "Action": "*",
    "Condition": {"Bool": {"aws:SecureTransport": "false"}},
}
aws.efs.FileSystemPolicy(
    "uploads",
    file_system_id=uploads.id,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [application, tls_only]}),
)
aws.efs.AccessPoint(
    "uploads",
    file_system_id=uploads.id,
    posix_user={"uid": 1000, "gid": 1000},
    root_directory={
        "path": "/uploads",
        "creation_info": {"owner_uid": 1000, "owner_gid": 1000, "permissions": "750"},
    },
)
for zone, subnet in SUBNETS.items():
    aws.efs.MountTarget(
        f"uploads-{zone}",
        file_system_id=uploads.id,
        subnet_id=subnet,
        security_groups=["sg-0123456789abcdef0"],
    )
