"""A client VPN whose users log in with the identity provider and its second factor."""

import json

import pulumi_aws as aws

ACCOUNT, REGION = "111122223333", "eu-central-1"
METADATA = "<EntityDescriptor xmlns='urn:oasis:names:tc:SAML:2.0:metadata' entityID='idp'/>"

provider = aws.iam.SamlProvider("workforce", saml_metadata_document=METADATA)
owner = {
    "Effect": "Allow",
    "Principal": {"AWS": f"arn:aws:iam::{ACCOUNT}:root"},
    "Action": "kms:*",
    "Resource": "*",
}
logs = {
    "Effect": "Allow",
    "Principal": {"Service": f"logs.{REGION}.amazonaws.com"},
    "Action": ["kms:Encrypt*", "kms:Decrypt*", "kms:ReEncrypt*", "kms:GenerateDataKey*"],
    "Resource": "*",
    "Condition": {
        "ArnLike": {"kms:EncryptionContext:aws:logs:arn": f"arn:aws:logs:{REGION}:{ACCOUNT}:*"}
    },
}
key = aws.kms.Key(
    "vpn-logs",
    description="Logs of the VPN",
    enable_key_rotation=True,
    policy=json.dumps({"Version": "2012-10-17", "Statement": [owner, logs]}),
)
group = aws.cloudwatch.LogGroup("vpn", retention_in_days=400, kms_key_id=key.arn)
stream = aws.cloudwatch.LogStream("vpn", log_group_name=group.name)
endpoint = aws.ec2clientvpn.Endpoint(
    "staff",
    client_cidr_block="10.99.0.0/22",
    server_certificate_arn=f"arn:aws:acm:{REGION}:{ACCOUNT}:certificate/vpn",
    vpc_id="vpc-0a1b2c3d4e5f67890",
    security_group_ids=["sg-0123456789abcdef0"],
    split_tunnel=True,
    session_timeout_hours=8,
    disconnect_on_session_timeout=True,
    authentication_options=[
        {"type": "federated-authentication", "saml_provider_arn": provider.arn}
    ],
    connection_log_options={
        "enabled": True,
        "cloudwatch_log_group": group.name,
        "cloudwatch_log_stream": stream.name,
    },
)
aws.ec2clientvpn.NetworkAssociation(
    "staff", client_vpn_endpoint_id=endpoint.id, subnet_id="subnet-0123456789abcdef0"
)
aws.ec2clientvpn.AuthorizationRule(
    "engineers",
    client_vpn_endpoint_id=endpoint.id,
    target_network_cidr="10.20.0.0/16",
    access_group_id="engineers",
)
