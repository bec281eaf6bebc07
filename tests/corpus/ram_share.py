"""Subnets shared with one organizational unit of the organization."""

import pulumi_aws as aws

ACCOUNT = "111122223333"
ORGANIZATION = "o-abcdefghij"

share = aws.ram.ResourceShare(
    "subnets",
    name="subnets",
    allow_external_principals=False,
    permission_arns=["arn:aws:ram::aws:permission/AWSRAMDefaultPermissionSubnet"],
)
aws.ram.ResourceAssociation(
    "subnet",
    resource_share_arn=share.arn,
    resource_arn=f"arn:aws:ec2:eu-central-1:{ACCOUNT}:subnet/subnet-11112222333344445",
)
aws.ram.PrincipalAssociation(
    "workloads",
    resource_share_arn=share.arn,
    principal=f"arn:aws:organizations::{ACCOUNT}:ou/{ORGANIZATION}/ou-abcd-11111111",
)
