"""Cases of the rules about Amazon OpenSearch Service."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")
TLS = "Policy-Min-TLS-1-2-PFS-2023-10"


def domain(kind: str = "opensearch.Domain", /, **props: Any) -> Resource:
    """A hardened domain; None leaves a setting out."""
    settings = {
        "encryptAtRest": {"enabled": True, "kmsKeyId": ARN},
        "nodeToNodeEncryption": {"enabled": True},
        "domainEndpointOptions": {"enforceHttps": True, "tlsSecurityPolicy": TLS},
        "vpcOptions": {"subnetIds": [UNKNOWN]},
        "advancedSecurityOptions": {"enabled": True},
        "logPublishingOptions": [
            {"logType": "ES_APPLICATION_LOGS", "cloudwatchLogGroupArn": UNKNOWN},
            {"logType": "AUDIT_LOGS", "cloudwatchLogGroupArn": UNKNOWN},
        ],
        "clusterConfig": {"instanceCount": 3, "zoneAwarenessEnabled": True},
        **props,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    return made(kind, **given)


def security(kind: Any, policy: Any) -> Resource:
    """A security policy of collections."""
    text = policy if policy is UNKNOWN or isinstance(policy, str) else json.dumps(policy)
    return made("opensearch.ServerlessSecurityPolicy", type=kind, policy=text)


def encrypted(key: Any) -> Resource:
    """A domain with this key."""
    return domain(encryptAtRest={"enabled": True, "kmsKeyId": key})


OLD = "elasticsearch.Domain"
ENDPOINT = made("opensearch.ServerlessVpcEndpoint", "endpoint")

CASES: dict[str, tuple[Case, ...]] = {
    "opensearch-encrypted": (
        good(domain()),
        good(domain(OLD)),
        good(domain(domainEndpointOptions={"tlsSecurityPolicy": TLS})).named("https-by-default"),
        good(wired(encrypted(UNKNOWN), encryptAtRest=KEY), KEY),
        good(security("encryption", {"Rules": [], "AWSOwnedKey": False, "KmsARN": ARN})),
        good(wired(security("encryption", UNKNOWN), policy=KEY), KEY),
        bad("at-rest", domain(encryptAtRest=None)),
        bad("at-rest", domain(OLD, encryptAtRest={"enabled": False})),
        bad("key", encrypted(None)),
        bad("key", encrypted("alias/aws/es")),
        bad("key", security("encryption", {"Rules": [], "AWSOwnedKey": True})),
        bad("key", security("encryption", "{")),
        bad("nodes", domain(nodeToNodeEncryption=None)),
        bad(
            "https",
            domain(domainEndpointOptions={"enforceHttps": False, "tlsSecurityPolicy": TLS}),
        ),
        bad("tls", domain(domainEndpointOptions={"enforceHttps": True})),
        bad(
            "tls",
            domain(
                domainEndpointOptions={
                    "enforceHttps": True,
                    "tlsSecurityPolicy": "Policy-Min-TLS-1-0-2019-07",
                }
            ),
        ),
        bad(("https", "tls"), domain(domainEndpointOptions=None)),
        unknown("at-rest", domain(encryptAtRest={"enabled": UNKNOWN, "kmsKeyId": ARN})),
        unknown("key", encrypted(UNKNOWN)),
        unknown("key", security("encryption", UNKNOWN)),
        unknown("at-rest", security(UNKNOWN, "{}")),
        skips(security("network", [])),
        skips(OTHER),
    ),
    "opensearch-private-audited": (
        good(domain()),
        good(domain(OLD)),
        good(domain(vpcOptions={"subnetIds": UNKNOWN})),
        good(security("network", [{"Rules": [], "SourceVPCEs": ["vpce-1"]}])),
        good(security("network", [{"Rules": [], "AllowFromPublic": False}])),
        good(wired(security("network", UNKNOWN), policy=ENDPOINT), ENDPOINT),
        bad("vpc", domain(vpcOptions=None)),
        bad("vpc", domain(vpcOptions={"subnetIds": []})),
        bad("vpc", security("network", [{"Rules": [], "AllowFromPublic": True}])),
        bad("access-control", domain(advancedSecurityOptions=None)),
        bad(
            "anonymous",
            domain(advancedSecurityOptions={"enabled": True, "anonymousAuthEnabled": True}),
        ),
        bad("audit", domain(logPublishingOptions=None)),
        bad(
            "audit",
            domain(logPublishingOptions=[{"logType": "AUDIT_LOGS", "enabled": False}]),
        ),
        bad("audit", domain(OLD, logPublishingOptions=[{"logType": "INDEX_SLOW_LOGS"}])),
        unknown("audit", domain(logPublishingOptions=[{"logType": UNKNOWN}])),
        unknown("audit", domain(logPublishingOptions=UNKNOWN)),
        unknown("access-control", domain(advancedSecurityOptions={"enabled": UNKNOWN})),
        unknown("vpc", security("network", UNKNOWN)),
        skips(security("encryption", {})),
        skips(OTHER),
    ),
    "opensearch-private-audited-floor": (
        good(domain()),
        good(domain(clusterConfig={"instanceCount": 3, "multiAzWithStandbyEnabled": True})),
        bad(("nodes", "zones"), domain(clusterConfig=None)),
        bad("nodes", domain(clusterConfig={"instanceCount": 2, "zoneAwarenessEnabled": True})),
        bad("zones", domain(OLD, clusterConfig={"instanceCount": 3})),
        bad("nodes", domain(clusterConfig={"zoneAwarenessEnabled": True})).under(
            "prod", profile=Profile.PROD
        ),
        unknown(
            "nodes", domain(clusterConfig={"instanceCount": UNKNOWN, "zoneAwarenessEnabled": True})
        ),
        skips(domain(clusterConfig=None)).under("sandbox", profile=Profile.SANDBOX),
        skips(OTHER),
    ),
}
