"""Denials in bucket policies: missing or old TLS, and encryption with foreign keys.

Negated operators, and all that end in IfExists, are true if the condition key is missing. The
condition on ``Null`` therefore exempts a PutObject without the header, which gets the bucket's key.
"""

from collections.abc import Mapping, Sequence

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import (
    Effect,
    Principals,
    Statement,
    Values,
    deny_insecure_transport,
)

OLDEST_TLS = "1.2"

_ALGORITHM = "s3:x-amz-server-side-encryption"
_KEY = "s3:x-amz-server-side-encryption-aws-kms-key-id"
_CUSTOMER_KEY = "s3:x-amz-server-side-encryption-customer-algorithm"

_PEOPLE_AND_ROLES = {"BoolIfExists": {"aws:PrincipalIsAWSService": "false"}}


def bucket_arn(environment: Environment, bucket: str) -> str:
    """Return a bucket's ARN from its fixed name, so that policies are known at preview."""
    return environment.arn("s3", bucket, region="", account="")


def whole_bucket(environment: Environment, bucket: str) -> list[str]:
    """Return the ARNs of the bucket and of its objects."""
    arn = bucket_arn(environment, bucket)
    return [arn, f"{arn}/*"]


def transport_denials(environment: Environment, bucket: str) -> list[Statement]:
    """Deny requests to the bucket without TLS 1.2 or later (CC6.7)."""
    resources = whole_bucket(environment, bucket)
    old = Statement(
        sid="DenyOldTls",
        effect=Effect.DENY,
        principals=Principals(anyone=True),
        actions=["s3:*"],
        resources=resources,
        conditions={"NumericLessThan": {"s3:TlsVersion": OLDEST_TLS}},
    )
    return [deny_insecure_transport("s3:*", resources), old]


def encryption_denials(
    environment: Environment, bucket: str, *, except_services: bool = False
) -> list[Statement]:
    """Deny writing with other encryption than SSE-KMS, or with foreign keys (CC6.1, C1.1).

    Args:
        environment: account and region of the accepted keys.
        bucket: the bucket's name.
        except_services: whether to exempt AWS services; CloudTrail writes digests with SSE-S3,
            even if the trail has a key.
    """
    objects = [f"{bucket_arn(environment, bucket)}/*"]
    ours = environment.arn("kms", "key/*")
    denials = {
        "DenyOtherEncryption": _present(_ALGORITHM, "StringNotEquals", ["aws:kms"]),
        "DenyForeignKey": _present(_KEY, "StringNotLike", [ours]),
        "DenyCustomerProvidedKey": {"Null": {_CUSTOMER_KEY: "false"}},
    }
    return [
        Statement(
            sid=sid,
            effect=Effect.DENY,
            principals=Principals(anyone=True),
            actions=["s3:PutObject"],
            resources=objects,
            conditions={**conditions, **(_PEOPLE_AND_ROLES if except_services else {})},
        )
        for sid, conditions in denials.items()
    ]


def _present(key: str, operator: str, values: Sequence[str]) -> Mapping[str, Mapping[str, Values]]:
    return {"Null": {key: "false"}, operator: {key: values}}
