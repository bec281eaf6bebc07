"""The incident path of a small account; by configuration: the subscriber, how soon to escalate."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.environment import EnvironmentArgs
from soc2_baseline.components.incident.routing import KEY_USERS, Channel, IncidentRouting
from soc2_baseline.components.keys.encryption_key import EncryptionKey
from soc2_baseline.core.vocabulary import Profile

config = pulumi.Config()
REGION = "us-east-1"
opts = pulumi.ResourceOptions(
    provider=aws.Provider("aws", region=REGION, skip_metadata_api_check=True)
)
environment: EnvironmentArgs = {
    "account_id": "123456789012",
    "region": REGION,
    "profile": Profile(config.get("profile") or "sandbox"),
    "owner": "security",
}
endpoint = config.get("endpoint") or "https://localhost:9/"
wait = config.get("escalate-after") or "2s"
key = EncryptionKey("account-key", {"environment": environment, "users": list(KEY_USERS)}, opts)
routing = IncidentRouting(
    "incidents",
    {
        "environment": environment,
        "regions": [REGION, "eu-central-1"],
        "key_arn": key.arn,
        "subscribers": {
            "critical": [
                {"channel": Channel.EMAIL, "address": "on-call@example.com"},
                {"channel": Channel.HTTPS, "address": endpoint},
            ]
        },
        "managers": [{"channel": Channel.EMAIL, "address": "manager@example.com"}],
        "escalate_after": {"critical": wait, "high": wait},
        "break_glass_roles": ["break-glass"],
    },
    opts,
)
pulumi.export("tableName", routing.table_name)
pulumi.export("topicArns", routing.topic_arns)
