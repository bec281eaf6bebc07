"""A search domain in a VPC, and a serverless collection beside it."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"

owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
logs_service = {
    "Effect": "Allow",
    "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:GenerateDataKey*", "kms:Describe*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}
    },
}
key = aws.kms.Key(
    "search",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs_service]}),
)


def log_group(name):
    return aws.cloudwatch.LogGroup(
        name, name=f"/aws/opensearch/{name}", retention_in_days=400, kms_key_id=key.arn
    )


groups = {
    "AUDIT_LOGS": log_group("search-audit"),
    "ES_APPLICATION_LOGS": log_group("search-application"),
}
writers = {
    "Effect": "Allow",
    "Principal": {"Service": "es.amazonaws.com"},
    "Action": ["logs:PutLogEvents", "logs:CreateLogStream"],
    "Resource": f"arn:aws:logs:{REGION}:{ACCOUNT}:log-group:/aws/opensearch/*",
    "Condition": {"StringEquals": {"aws:SourceAccount": ACCOUNT}},
}
aws.cloudwatch.LogResourcePolicy(
    "search",
    policy_name="search",
    policy_document=json.dumps({"Version": "2012-10-17", "Statement": [writers]}),
)
aws.opensearch.Domain(
    "search",
    engine_version="OpenSearch_2.19",
    cluster_config={
        "instance_type": "r7g.large.search",
        "instance_count": 3,
        "dedicated_master_enabled": True,
        "dedicated_master_type": "m7g.large.search",
        "dedicated_master_count": 3,
        "zone_awareness_enabled": True,
        "zone_awareness_config": {"availability_zone_count": 3},
    },
    ebs_options={"ebs_enabled": True, "volume_type": "gp3", "volume_size": 100},
    vpc_options={
        "subnet_ids": [
            "subnet-0aaaaaaaaaaaaaaaa",
            "subnet-0bbbbbbbbbbbbbbbb",
            "subnet-0cccccccccccccccc",
        ],
        "security_group_ids": ["sg-0123456789abcdef0"],
    },
    encrypt_at_rest={"enabled": True, "kms_key_id": key.arn},
    node_to_node_encryption={"enabled": True},
    domain_endpoint_options={
        "enforce_https": True,
        "tls_security_policy": "Policy-Min-TLS-1-2-PFS-2023-10",
    },
    advanced_security_options={
        "enabled": True,
        "anonymous_auth_enabled": False,
        "internal_user_database_enabled": False,
        "master_user_options": {"master_user_arn": f"arn:aws:iam::{ACCOUNT}:role/search-admin"},
    },
    log_publishing_options=[
        {"log_type": kind, "cloudwatch_log_group_arn": group.arn, "enabled": True}
        for kind, group in groups.items()
    ],
)
collections = [{"ResourceType": "collection", "Resource": ["collection/articles"]}]
endpoint = aws.opensearch.ServerlessVpcEndpoint(
    "articles",
    name="articles",
    vpc_id="vpc-0123456789abcdef0",
    subnet_ids=["subnet-0aaaaaaaaaaaaaaaa", "subnet-0bbbbbbbbbbbbbbbb"],
    security_group_ids=["sg-0123456789abcdef0"],
)
aws.opensearch.ServerlessSecurityPolicy(
    "articles-key",
    name="articles",
    type="encryption",
    policy=key.arn.apply(
        lambda arn: json.dumps({"Rules": collections, "AWSOwnedKey": False, "KmsARN": arn})
    ),
)
aws.opensearch.ServerlessSecurityPolicy(
    "articles-network",
    name="articles",
    type="network",
    policy=endpoint.id.apply(
        lambda vpce: json.dumps(
            [{"Rules": collections, "AllowFromPublic": False, "SourceVPCEs": [vpce]}]
        )
    ),
)
