"""Cases of the rules about settings of S3 buckets."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ON = dict.fromkeys(
    ("blockPublicAcls", "ignorePublicAcls", "blockPublicPolicy", "restrictPublicBuckets"), True
)
KEY = made("kms.Key", "key")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"


def bucket(name: str = "it", /, **props: Any) -> Resource:
    """A bucket whose name is not known yet."""
    return made("s3.Bucket", name, **{"bucket": UNKNOWN, "arn": UNKNOWN, **props})


def of(setting: Resource, owner: Resource) -> Resource:
    """A setting of a bucket, joined by its edge."""
    return wired(setting, bucket=owner)


def part(short: str, name: str = "part", /, **props: Any) -> Resource:
    """A setting whose bucket is not known yet."""
    return made(short, name, **{"bucket": UNKNOWN, **props})


def lets_in(service: str, **more: Any) -> str:
    """A policy for a service."""
    statement = {"Effect": "Allow", "Principal": {"Service": service}, "Action": "s3:PutObject"}
    return json.dumps({"Statement": [{**statement, "Resource": "*", **more}]})


def encryption(
    algorithm: Any = "aws:kms", key: Any = ARN, bucket_key: Any = True, name: str = "part"
) -> Resource:
    """An encryption setting; None leaves a part out."""
    default = {"sseAlgorithm": algorithm, "kmsMasterKeyId": key}
    rule = {
        "applyServerSideEncryptionByDefault": {k: v for k, v in default.items() if v is not None},
        "bucketKeyEnabled": bucket_key,
    }
    return part("s3.BucketServerSideEncryptionConfiguration", name, rules=[rule])


IT = bucket()
LOGS = bucket("logs")
LOGGING = wired(part("s3.BucketLogging", targetBucket=UNKNOWN), bucket=IT, targetBucket=LOGS)
LOG_POLICY = of(part("s3.BucketPolicy", policy=lets_in("logging.s3.amazonaws.com")), IT)
BALANCER_POLICY = of(
    part("s3.BucketPolicy", policy=lets_in("logdelivery.elasticloadbalancing.amazonaws.com")), IT
)
UNKNOWN_POLICY = of(part("s3.BucketPolicy", policy=UNKNOWN), IT)
NO_POLICY = part("s3.BucketPolicy", "elsewhere", bucket="other", policy="{}")
VERSIONING = part("s3.BucketVersioning", versioningConfiguration={"status": "Enabled"})
SUSPENDED = part("s3.BucketVersioning", versioningConfiguration={"status": "Suspended"})

CASES: dict[str, tuple[Case, ...]] = {
    "s3-block-public-access": (
        good(made("s3.BucketPublicAccessBlock", **ON)),
        good(made("s3.AccountPublicAccessBlock", **ON)),
        good(made("s3.AccessPoint", publicAccessBlockConfiguration=ON)),
        good(made("s3.AccessPoint")).named("aws-defaults"),
        good(made("s3.AccessPoint", publicAccessBlockConfiguration={"blockPublicAcls": True})),
        bad("block-acls", made("s3.BucketPublicAccessBlock", **{**ON, "blockPublicAcls": False})),
        bad(
            "ignore-acls", made("s3.AccountPublicAccessBlock", **{**ON, "ignorePublicAcls": False})
        ),
        bad(
            "block-policy",
            made(
                "s3.AccessPoint", publicAccessBlockConfiguration={**ON, "blockPublicPolicy": False}
            ),
        ),
        bad(
            ("block-policy", "restrict-buckets"),
            made("s3.BucketPublicAccessBlock", blockPublicAcls=True, ignorePublicAcls=True),
        ),
        unknown(
            "block-acls", made("s3.BucketPublicAccessBlock", **{**ON, "blockPublicAcls": UNKNOWN})
        ),
        skips(OTHER),
    ),
    "s3-bucket-requires-bpa": (
        good(IT, of(part("s3.BucketPublicAccessBlock", **ON), IT)).named("by-edge"),
        good(made("s3.Bucket", bucket="b"), made("s3.BucketPublicAccessBlock", bucket="b")),
        good(made("s3.Bucket", id="b"), made("s3.BucketPublicAccessBlock", bucket="b")),
        bad("missing", IT),
        bad("missing", IT, LOGS, of(part("s3.BucketPublicAccessBlock"), LOGS)),
        bad(
            "missing", made("s3.Bucket", bucket="b"), made("s3.BucketPublicAccessBlock", bucket="c")
        ),
        unknown("missing", IT, part("s3.BucketPublicAccessBlock")).named("of-whom"),
        skips(OTHER, made("s3.BucketPublicAccessBlock")),
    ),
    "s3-acl-disabled": (
        good(made("s3.BucketOwnershipControls", rule={"objectOwnership": "BucketOwnerEnforced"})),
        good(made("s3.BucketAcl", acl="private")),
        good(made("s3.Bucket")),
        bad("acl", made("s3.BucketAcl", acl="public-read")),
        bad("acl", made("s3.Bucket", acl="authenticated-read")),
        bad(
            "grant",
            made(
                "s3.BucketAcl",
                accessControlPolicy={
                    "grants": [
                        {"grantee": {"type": "CanonicalUser", "id": "1"}, "permission": "READ"},
                        {
                            "grantee": {"uri": "http://acs.amazonaws.com/groups/global/AllUsers"},
                            "permission": "READ",
                        },
                    ]
                },
            ),
        ),
        bad(
            "grant",
            made(
                "s3.Bucket",
                grants=[{"uri": "http://acs.amazonaws.com/groups/global/AuthenticatedUsers"}],
            ),
        ).named("inline"),
        bad(
            "ownership",
            made("s3.BucketOwnershipControls", rule={"objectOwnership": "ObjectWriter"}),
        ),
        unknown("ownership", made("s3.BucketOwnershipControls", rule={"objectOwnership": UNKNOWN})),
        unknown("acl", made("s3.BucketAcl", acl="private", accessControlPolicy=UNKNOWN)),
        skips(OTHER),
    ),
    "s3-encryption-cmk": (
        good(IT, of(encryption(), IT)),
        good(IT, KEY, wired(of(encryption(key=UNKNOWN), IT), rules=KEY)).named("wired"),
        good(IT, of(encryption(key="alias/ours"), IT)),
        good(IT, of(encryption("aws:kms:dsse", bucket_key=None), IT)).named("dual-layer"),
        good(
            made(
                "s3.Bucket",
                serverSideEncryptionConfiguration={
                    "rule": {
                        "applyServerSideEncryptionByDefault": {
                            "sseAlgorithm": "aws:kms",
                            "kmsMasterKeyId": ARN,
                        },
                        "bucketKeyEnabled": True,
                    }
                },
            )
        ).named("inline"),
        good(
            made(
                "s3.Bucket",
                serverSideEncryptionConfigurations=[
                    {
                        "rules": [
                            {
                                "applyServerSideEncryptionByDefaults": [
                                    {"sseAlgorithm": "aws:kms", "kmsMasterKeyId": ARN}
                                ],
                                "bucketKeyEnabled": True,
                            }
                        ]
                    }
                ],
            )
        ).named("inline-of-the-twin"),
        good(IT, LOG_POLICY).named("target-with-default-encryption"),
        good(IT, LOG_POLICY, of(encryption("AES256", None, None), IT)).named("target"),
        good(IT, BALANCER_POLICY, of(encryption("AES256", None, None), IT)).named("load-balancer"),
        good(
            LOGS,
            of(encryption("AES256", None, None, name="logs"), LOGS),
            IT,
            LOGGING,
            of(encryption(), IT),
        ),
        good(IT, UNKNOWN_POLICY, of(encryption(), IT)).named("role-unknown"),
        good(bucket(serverSideEncryptionConfiguration={"rule": {}}), of(encryption(), IT)).named(
            "own-wins"
        ),
        bad("algorithm", IT),
        bad("algorithm", IT, NO_POLICY, of(encryption("AES256", None, None), IT)),
        bad("key", IT, of(encryption(key=None), IT)),
        bad("key", IT, of(encryption(key="alias/aws/s3"), IT)),
        bad("key", IT, KEY, wired(of(encryption(key="alias/aws/s3"), IT), rules=KEY)),
        bad("key", IT, of(encryption(key="arn:aws:kms:eu-west-1:1:alias/aws/s3"), IT)),
        bad("bucket-key", IT, of(encryption(bucket_key=None), IT)),
        bad("log-target", LOGS, of(encryption(), LOGS), LOGGING),
        bad("log-target", LOGS, LOGGING, of(encryption("aws:kms:dsse"), LOGS)),
        bad("log-target", IT, BALANCER_POLICY, of(encryption(), IT)).named("load-balancer"),
        unknown("algorithm", bucket(serverSideEncryptionConfiguration=UNKNOWN)).named("inline"),
        unknown("algorithm", IT, of(encryption(UNKNOWN), IT)),
        unknown("key", IT, of(encryption(key=UNKNOWN), IT)).named("from-nowhere"),
        unknown("key", IT, OTHER, wired(of(encryption(key=UNKNOWN), IT), rules=OTHER)),
        unknown("algorithm", IT, UNKNOWN_POLICY).named("role-unknown"),
        unknown("algorithm", IT, encryption()).named("of-whom"),
        skips(OTHER),
        skips(made("s3.DirectoryBucket")),
    ),
    "s3-versioning": (
        good(IT, of(VERSIONING, IT)),
        good(
            made("s3.Bucket", bucket="b"),
            made("s3.BucketVersioning", **{**VERSIONING.props, "bucket": "b"}),
        ),
        good(made("s3.Bucket", versioning={"enabled": True})).named("inline"),
        good(made("s3.Bucket", versionings=[{"enabled": True}])).named("inline-of-the-twin"),
        good(made("s3.Bucket", objectLockEnabled=True)).named("by-object-lock"),
        good(IT, of(VERSIONING, IT), part("s3.BucketVersioning", "stray")),
        good(wired(bucket(objectLockEnabled=UNKNOWN), objectLockEnabled=OTHER), of(VERSIONING, IT)),
        bad("enabled", IT),
        unknown("enabled", bucket(versioning=UNKNOWN)).named("inline"),
        unknown("enabled", bucket(objectLockEnabled=UNKNOWN)).named("maybe-locked"),
        bad("enabled", made("s3.Bucket", versioning={"enabled": False})),
        bad("enabled", IT, of(SUSPENDED, IT)),
        bad("enabled", bucket(versioning={"enabled": True}), of(SUSPENDED, IT)).named("own-wins"),
        unknown(
            "enabled", IT, of(part("s3.BucketVersioning", versioningConfiguration=UNKNOWN), IT)
        ),
        unknown("enabled", IT, VERSIONING).named("of-whom"),
        skips(OTHER),
    ),
    "s3-access-logging": (
        good(LOGS, LOGGING, IT).named("by-edge"),
        good(
            made("s3.Bucket", bucket="b"),
            made("s3.BucketLogging", bucket="b", targetBucket="elsewhere"),
        ),
        good(made("s3.Bucket", logging={"targetBucket": "elsewhere"})).named("inline"),
        good(
            made("s3.Bucket", loggings=[{"targetBucket": "logs"}]),
            made("s3.Bucket", "logs", bucket="logs"),
        ).named("inline-of-the-twin"),
        good(wired(made("s3.Bucket", logging={"targetBucket": UNKNOWN}), logging=LOGS), LOGS).named(
            "inline-by-edge"
        ),
        good(bucket(logging=UNKNOWN)).named("inline-unknown"),
        good(IT, LOG_POLICY).named("target-by-policy"),
        bad("missing", IT),
        bad("missing", IT, BALANCER_POLICY),
        bad("self", IT, wired(LOGGING, bucket=IT, targetBucket=IT)),
        bad(
            "self",
            made("s3.Bucket", bucket="b"),
            made("s3.BucketLogging", bucket="b", targetBucket="b"),
        ),
        bad("self", made("s3.Bucket", bucket="b", logging={"targetBucket": "b"})),
        bad("missing", bucket(policy=lets_in("logging.s3.amazonaws.com", Effect="Deny"))),
        unknown("missing", IT, UNKNOWN_POLICY).named("role-unknown"),
        unknown("self", IT, of(part("s3.BucketLogging", targetBucket=UNKNOWN), IT)),
        skips(OTHER),
    ),
}
