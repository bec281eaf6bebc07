"""Production and a stage for tests in one account, each with its own key, bus, queue and role."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
CHANGE = {"repo": "example/shop", "commit": "4f1c2ab", "change-id": "CH-1024"}
HOST = "token.actions.githubusercontent.com"


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
keys, queues, groups = {}, {}, {}


def trust(environment):
    return {
        "Effect": "Allow",
        "Principal": {"Federated": f"arn:aws:iam::{ACCOUNT}:oidc-provider/{HOST}"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {
            "StringEquals": {
                f"{HOST}:aud": "sts.amazonaws.com",
                f"{HOST}:sub": f"repo:example/shop:environment:{environment}",
            }
        },
    }


def stage(environment):
    provider = aws.Provider(
        environment, region=REGION, default_tags={"tags": {"environment": environment, **CHANGE}}
    )
    opts = pulumi.ResourceOptions(provider=provider)
    keys[environment] = key = aws.kms.Key(
        environment, enable_key_rotation=True, policy=document(owner), opts=opts
    )
    dead = aws.sqs.Queue(f"{environment}-dead", kms_master_key_id=key.id, opts=opts)
    queues[environment] = aws.sqs.Queue(
        f"{environment}-orders",
        kms_master_key_id=keys[environment].id,
        redrive_policy=pulumi.Output.json_dumps(
            {"deadLetterTargetArn": dead.arn, "maxReceiveCount": 5}
        ),
        opts=opts,
    )
    topic = aws.sns.Topic(environment, kms_master_key_id=key.id, opts=opts)
    aws.sns.TopicSubscription(
        environment,
        topic=topic.arn,
        protocol="sqs",
        endpoint=queues[environment].arn,
        opts=opts,
    )
    aws.iam.Role(environment, assume_role_policy=document(trust(environment)), opts=opts)
    groups[environment] = group = aws.ec2.SecurityGroup(
        environment,
        description=f"Workers of {environment}",
        vpc_id="vpc-0a1b2c3d4e5f60001",
        opts=opts,
    )
    aws.vpc.SecurityGroupIngressRule(
        environment,
        security_group_id=group.id,
        description="Workers among themselves",
        referenced_security_group_id=groups[environment].id,
        ip_protocol="tcp",
        from_port=8443,
        to_port=8443,
        opts=opts,
    )


for name in ("prod", "stage"):
    stage(name)
