"""Arguments that the tests of this folder share."""

from soc2_baseline.components.incident.plan import IncidentRoutingArgs
from soc2_baseline.components.incident.subscribers import Channel, SubscriberArgs
from tests.support.arguments import PROD

KEY = "arn:aws:kms:eu-central-1:123456789012:key/1"
ON_CALL: SubscriberArgs = {"channel": Channel.EMAIL, "address": "on-call@example.com"}
PAGER: SubscriberArgs = {"channel": Channel.HTTPS, "address": "https://pager.example.com/v2/key"}
MANAGER: SubscriberArgs = {"channel": Channel.EMAIL, "address": "manager@example.com"}
ARGS: IncidentRoutingArgs = {
    "environment": PROD,
    "regions": ["us-east-1", "eu-central-1"],
    "key_arn": KEY,
    "subscribers": {"critical": [ON_CALL, PAGER]},
    "managers": [MANAGER],
}
