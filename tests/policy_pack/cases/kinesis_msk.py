"""Cases of the rules about Amazon MSK, Amazon Kinesis and Amazon Data Firehose."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")


def kafka(key: Any = ARN, access: Any = None, **transit: Any) -> Resource:
    """A cluster of MSK."""
    info = {"encryptionAtRestKmsKeyArn": key, "encryptionInTransit": transit}
    connectivity = {"connectivityInfo": {"publicAccess": {"type": access}}} if access else {}
    return made("msk.Cluster", encryptionInfo=info, brokerNodeGroupInfo=connectivity)


def stream(**props: Any) -> Resource:
    """A stream; None leaves a setting out."""
    settings = {"encryptionType": "KMS", "kmsKeyId": ARN, "retentionPeriod": 168, **props}
    return made("kinesis.Stream", **{k: v for k, v in settings.items() if v is not None})


def firehose(key: Any = ARN, enabled: Any = True, **props: Any) -> Resource:
    """A delivery stream."""
    settings = {"enabled": enabled, "keyType": "CUSTOMER_MANAGED_CMK", "keyArn": key}
    return made("kinesis.FirehoseDeliveryStream", serverSideEncryption=settings, **props)


CASES: dict[str, tuple[Case, ...]] = {
    "kafka-kinesis-encrypted": (
        good(kafka(clientBroker="TLS", inCluster=True)),
        good(kafka(access="DISABLED")).named("tls-by-default"),
        good(wired(kafka(UNKNOWN), encryptionInfo=KEY), KEY),
        good(stream()),
        good(stream(kmsKeyId="alias/ours")),
        good(stream(retentionPeriod=24)).given(hours=24),
        good(wired(stream(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        good(firehose()),
        good(wired(firehose(UNKNOWN), serverSideEncryption=KEY), KEY),
        bad("client-broker", kafka(clientBroker="TLS_PLAINTEXT")),
        bad("in-cluster", kafka(inCluster=False)),
        bad("public", kafka(access="SERVICE_PROVIDED_EIPS")),
        bad("key", kafka(None)),
        bad("key", made("msk.Cluster")),
        bad("encrypted", stream(encryptionType=None)),
        bad("encrypted", stream(encryptionType="NONE")),
        bad("key", stream(kmsKeyId="alias/aws/kinesis")),
        bad("retention", stream(retentionPeriod=None)),
        bad("retention", stream(retentionPeriod=100)),
        bad("encrypted", made("kinesis.FirehoseDeliveryStream")),
        bad("encrypted", firehose(enabled=False)),
        bad("key", firehose(None)),
        unknown("client-broker", kafka(clientBroker=UNKNOWN)),
        unknown("key", stream(kmsKeyId=UNKNOWN)),
        unknown("encrypted", stream(encryptionType=UNKNOWN)),
        unknown("key", wired(firehose(UNKNOWN), serverSideEncryption=OTHER), OTHER),
        skips(
            made("kinesis.FirehoseDeliveryStream", kinesisSourceConfiguration={"roleArn": UNKNOWN})
        ).named("reads-a-stream"),
        skips(made("kinesis.FirehoseDeliveryStream", mskSourceConfiguration=UNKNOWN)),
        skips(made("msk.ServerlessCluster")),
        skips(OTHER),
    ),
}
