"""Two tenants side by side: each with its own key, queue, log group, role and network edge."""

import json

import pulumi
import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
VPC, SUBNET = "vpc-0a1b2c3d4e5f60001", "subnet-0a1b2c3d4e5f60002"
CHANGE = {"repo": "example/platform", "commit": "4f1c2ab", "change-id": "CH-1024"}


def document(*statements):
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(actions, resource, **more):
    return {"Effect": "Allow", "Action": actions, "Resource": resource, **more}


owner = allow("kms:*", "*", Principal={"AWS": f"arn:aws:iam::{ACCOUNT}:root"})
trust = {
    "Effect": "Allow",
    "Principal": {"Service": "lambda.amazonaws.com"},
    "Action": "sts:AssumeRole",
}
keys, groups, gateways, queues, roles = {}, {}, {}, {}, {}


def silo(tenant):
    tags = {"tenant": tenant, "environment": "prod", **CHANGE}
    provider = aws.Provider(
        tenant, region=REGION, allowed_account_ids=[ACCOUNT], default_tags={"tags": tags}
    )
    opts = pulumi.ResourceOptions(provider=provider)
    keys[tenant] = key = aws.kms.Key(
        tenant, enable_key_rotation=True, policy=document(owner), opts=opts
    )
    aws.cloudwatch.LogGroup(tenant, retention_in_days=365, kms_key_id=key.arn, opts=opts)
    dead = aws.sqs.Queue(f"{tenant}-dead", kms_master_key_id=key.id, opts=opts)
    queues[tenant] = jobs = aws.sqs.Queue(
        f"{tenant}-jobs",
        name=f"{tenant}-jobs",
        kms_master_key_id=key.id,
        redrive_policy=pulumi.Output.json_dumps(
            {"deadLetterTargetArn": dead.arn, "maxReceiveCount": 5}
        ),
        opts=opts,
    )
    topic = aws.sns.Topic(tenant, kms_master_key_id=key.id, opts=opts)
    aws.sns.TopicSubscription(
        tenant, topic=topic.arn, protocol="sqs", endpoint=queues[tenant].arn, opts=opts
    )
    roles[tenant] = role = aws.iam.Role(tenant, assume_role_policy=document(trust), opts=opts)
    arn = f"arn:aws:sqs:{REGION}:{ACCOUNT}:{tenant}-jobs"
    policy = aws.iam.Policy(
        tenant, policy=document(allow(["sqs:ReceiveMessage", "sqs:DeleteMessage"], arn)), opts=opts
    )
    aws.iam.RolePolicyAttachment(tenant, role=role.name, policy_arn=policy.arn, opts=opts)
    network(tenant, opts)
    return jobs


def network(tenant, opts):
    groups[tenant] = group = aws.ec2.SecurityGroup(
        tenant, description=f"Workers of {tenant}", vpc_id=VPC, opts=opts
    )
    aws.vpc.SecurityGroupIngressRule(
        tenant,
        security_group_id=group.id,
        description="Workers among themselves",
        referenced_security_group_id=groups[tenant].id,
        ip_protocol="tcp",
        from_port=8443,
        to_port=8443,
        opts=opts,
    )
    aws.ec2.NetworkInterface(tenant, subnet_id=SUBNET, security_groups=[group.id], opts=opts)
    gateways[tenant] = gateway = aws.ec2transitgateway.TransitGateway(
        tenant,
        description=tenant,
        auto_accept_shared_attachments="disable",
        default_route_table_association="disable",
        default_route_table_propagation="disable",
        opts=opts,
    )
    aws.ec2transitgateway.VpcAttachment(
        tenant,
        transit_gateway_id=gateways[tenant].id,
        vpc_id=VPC,
        subnet_ids=[SUBNET],
        opts=opts,
    )
    aws.ec2.RouteTable(
        tenant,
        vpc_id=VPC,
        routes=[{"cidr_block": "10.30.0.0/16", "transit_gateway_id": gateway.id}],
        opts=opts,
    )


for name in ("acme", "beta"):
    silo(name)
