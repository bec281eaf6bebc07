"""Encryption, public access and retention of streams."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
    not_off,
    own_key,
    there,
    token,
)

KAFKA, STREAM, DELIVERY = "msk.Cluster", "kinesis.Stream", "kinesis.FirehoseDeliveryStream"
SOURCES = ("kinesisSourceConfiguration", "mskSourceConfiguration")
AWS_KEY = "the key is not a customer managed key"


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    if resource.type == token(KAFKA):
        yield from _kafka(resource)
    elif resource.type == token(STREAM):
        yield from _stream(resource, context.options["hours"])
    else:
        yield from _delivery(resource)


def _kafka(cluster: Resource) -> Iterator[Finding]:
    transit = ("encryptionInfo", "encryptionInTransit")
    yield from expect(
        cluster.at(*transit, "clientBroker"),
        lambda mode: mode in (None, "", "TLS"),
        "client-broker",
        "clients may connect to brokers without TLS",
    )
    yield from expect(
        cluster.at(*transit, "inCluster"),
        not_off,
        "in-cluster",
        "traffic between brokers is not encrypted",
    )
    yield from own_key(cluster, ("encryptionInfo", "encryptionAtRestKmsKeyArn"), AWS_KEY)
    yield from expect(
        cluster.at("brokerNodeGroupInfo", "connectivityInfo", "publicAccess", "type"),
        lambda access: access in (None, "", "DISABLED"),
        "public",
        "public access to the brokers is on",
    )


def _stream(stream: Resource, hours: int) -> Iterator[Finding]:
    mode = stream.at("encryptionType")
    yield from expect(mode, lambda m: m == "KMS", "encrypted", "the stream is not encrypted")
    if mode is UNKNOWN or mode == "KMS":
        yield from own_key(stream, ("kmsKeyId",), AWS_KEY)
    yield from expect(
        stream.at("retentionPeriod"),
        lambda given: given is not None and given >= hours,
        "retention",
        f"records are kept for less than {hours} hours",
    )


def _delivery(delivery: Resource) -> Iterator[Finding]:
    if any(there(delivery.at(source)) for source in SOURCES):
        raise NotApplicable("the source stream determines the encryption")
    enabled = delivery.at("serverSideEncryption", "enabled")
    sentence = "records are not encrypted before delivery"
    yield from expect(enabled, is_true, "encrypted", sentence)
    if enabled is UNKNOWN or is_true(enabled):
        yield from own_key(delivery, ("serverSideEncryption", "keyArn"), AWS_KEY)


RULES = (
    ResourceRule(
        id="kafka-kinesis-encrypted",
        types=(KAFKA, STREAM, DELIVERY),
        criteria=("CC6.1", "CC6.7"),
        severity=Severity.HIGH,
        summary="Streams use a customer managed key, brokers use TLS, and neither is public.",
        fix="Set encryption_info on MSK, encryption_type='KMS', kms_key_id and retention_period on "
        "Kinesis, server_side_encryption with key_arn on Firehose.",
        keys={
            "client-broker": "encryption_info.encryption_in_transit.client_broker",
            "in-cluster": "encryption_info.encryption_in_transit.in_cluster",
            "public": "broker_node_group_info.connectivity_info.public_access.type",
            "encrypted": "encryption_type",
            "key": "kms_key_id",
            "retention": "retention_period",
        },
        reference="Amazon MSK developer guide: encryption; Amazon Kinesis Data Streams developer "
        "guide: server-side encryption; Amazon Data Firehose developer guide: data protection; "
        "Security Hub MSK.1, Kinesis.1, Kinesis.3; checkov CKV_AWS_43, CKV_AWS_81, CKV_AWS_185, "
        "CKV_AWS_240, CKV_AWS_241, CKV_AWS_291",
        options={
            "hours": {
                "type": "integer",
                "minimum": 24,
                "maximum": 8760,
                "default": 168,
                "description": "Minimum number of hours that a stream keeps records.",
            }
        },
        why="Streams carry events of all customers: one reader on the network sees them all, and "
        "with a short retention a fault over a weekend loses unread records.",
        judge=_judge,
    ),
)
