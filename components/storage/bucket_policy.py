"""Statements that deny what nobody needs: no TLS or an old one, and encryption without our keys.

AWS evaluates a negated operator as true where the key is missing, and so do all operators that end
in IfExists. ``Null`` therefore lets a put without the header pass: it gets the bucket's own key.
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
    """Return a bucket's ARN from its name, which is known before the bucket exists."""
    return environment.arn("s3", bucket, region="", account="")


def whole_bucket(environment: Environment, bucket: str) -> list[str]:
    """Return the ARNs of the bucket and its objects."""
    arn = bucket_arn(environment, bucket)
    return [arn, f"{arn}/*"]


def transport_denials(environment: Environment, bucket: str) -> list[Statement]:
    """Deny everything without TLS 1.2 or later (CC6.7)."""
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
    """Deny puts with another encryption than KMS, or a key that is not ours (CC6.1, C1.1).

    Args:
        environment: whose keys are ours.
        bucket: the bucket's name.
        except_services: AWS services may; CloudTrail writes digests with SSE-S3, whatever the key.
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
