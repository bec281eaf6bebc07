"""Cases of the rules about AWS DMS, AWS Transfer Family and Amazon MQ."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")
MODERN = "TransferSecurityPolicy-2025-03"


def instance(**props: Any) -> Resource:
    """A replication instance."""
    return made("dms.ReplicationInstance", **{"kmsKeyArn": ARN, **props})


def endpoint(engine: Any = "postgres", **props: Any) -> Resource:
    """An endpoint."""
    return made("dms.Endpoint", engineName=engine, **props)


def server(**props: Any) -> Resource:
    """A file transfer server; None leaves a setting out."""
    settings = {
        "endpointType": "VPC",
        "securityPolicyName": MODERN,
        "structuredLogDestinations": [UNKNOWN],
        **props,
    }
    return made("transfer.Server", **{k: v for k, v in settings.items() if v is not None})


def broker(engine: Any = "ActiveMQ", key: Any = ARN, owned: Any = False, **props: Any) -> Resource:
    """A broker."""
    settings = {
        "engineType": engine,
        "encryptionOptions": {"useAwsOwnedKey": owned, "kmsKeyId": key},
        "logs": {"general": True, "audit": True},
        **props,
    }
    return made("mq.Broker", **settings)


CASES: dict[str, tuple[Case, ...]] = {
    "edge-data-movers-guarded": (
        good(instance()),
        good(instance(publiclyAccessible=False)),
        good(wired(instance(kmsKeyArn=UNKNOWN), kmsKeyArn=KEY), KEY),
        good(made("dms.ReplicationConfig", computeConfig={"kmsKeyId": ARN})),
        good(endpoint(sslMode="verify-full")),
        good(endpoint("kafka", kafkaSettings={"securityProtocol": "sasl-ssl"})),
        good(endpoint("redis", redisSettings={"authType": "none"})),
        good(server()),
        good(server(endpointType="VPC_ENDPOINT", protocols=["SFTP", "FTPS"])),
        good(server(securityPolicyName="TransferSecurityPolicy-Restricted-2020-06")),
        good(server(structuredLogDestinations=None, loggingRole=UNKNOWN)),
        good(broker()),
        good(broker("RabbitMQ", encryptionOptions=None, logs={"general": True})),
        bad("public", instance(publiclyAccessible=True)),
        bad("public", made("dms.InstanceProfile", publiclyAccessible=True, kmsKeyArn=ARN)),
        good(made("dms.InstanceProfile", publiclyAccessible=False, kmsKeyArn=ARN)),
        bad("public", made("dms.InstanceProfile", kmsKeyArn=ARN)).named("public-by-default"),
        bad("key", instance(kmsKeyArn=None)),
        bad("key", made("dms.ReplicationConfig", computeConfig={})),
        bad("tls", endpoint()),
        bad("tls", endpoint("mysql", sslMode="none")),
        bad("tls", endpoint("kafka", kafkaSettings={"broker": "b"})),
        bad("tls", endpoint("redis", redisSettings={"sslSecurityProtocol": "plaintext"})),
        bad("public", server(endpointType=None)),
        bad("ciphers", server(securityPolicyName=None)),
        bad("ciphers", server(securityPolicyName="TransferSecurityPolicy-2018-11")),
        bad("ciphers", server(securityPolicyName="TransferSecurityPolicy-FIPS-2020-06")),
        bad("logs", server(structuredLogDestinations=[])),
        bad("tls", server(protocols=[UNKNOWN, "FTP"])),
        bad("public", broker(publiclyAccessible=True)),
        bad("logs", broker(logs={"audit": True})),
        bad("audit", broker(logs={"general": True})),
        bad("logs", broker("RabbitMQ", logs=None)),
        bad("key", broker(key=None)),
        bad("key", broker(owned=True)),
        bad("key", broker(encryptionOptions=None)),
        unknown("key", instance(kmsKeyArn=UNKNOWN)),
        unknown("tls", endpoint(UNKNOWN)),
        unknown("tls", endpoint(sslMode=UNKNOWN)),
        unknown("tls", server(protocols=[UNKNOWN])),
        unknown("tls", server(protocols=UNKNOWN)),
        unknown("ciphers", server(securityPolicyName=UNKNOWN)),
        unknown("key", broker(owned=UNKNOWN)),
        unknown("audit", broker(UNKNOWN, logs={"general": True})),
        skips(endpoint("s3")),
        skips(endpoint("redshift")),
        skips(OTHER),
    ),
}
