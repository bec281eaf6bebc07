"""Cases of the rules about policies of S3 buckets."""

import json
from dataclasses import replace
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
BUCKET = made("s3.Bucket", bucket="data", arn=UNKNOWN)
UNNAMED = made("s3.Bucket", bucket=UNKNOWN, arn=UNKNOWN)
ARN = "arn:aws:s3:::data"
ROLES = "arn:aws:iam::{}:role/*"
OAI = "arn:aws:iam::cloudfront:user/CloudFront Origin Access Identity E1"
OURS, PARTNER, STRANGER = "111111111111", "222222222222", "999999999999"
ROOT = "arn:aws:iam::{}:root"


def document(*statements: dict[str, Any]) -> str:
    """A policy as text."""
    return json.dumps({"Version": "2012-10-17", "Statement": list(statements)})


def allow(principal: Any, **more: Any) -> dict[str, Any]:
    """A statement that lets somebody read."""
    base = {"Effect": "Allow", "Principal": principal, "Action": "s3:GetObject"}
    return {**base, "Resource": f"{ARN}/*", **more}


def when(operator: str, key: str, *values: Any) -> dict[str, Any]:
    """A condition."""
    return {"Condition": {operator: {key: list(values)}}}


def without_tls(**changes: Any) -> dict[str, Any]:
    """The statement that refuses requests without TLS, with changes."""
    base = {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": [ARN, f"{ARN}/*"],
        "Condition": {"Bool": {"aws:SecureTransport": "false"}},
    }
    return {key: value for key, value in {**base, **changes}.items() if value is not None}


def policy(*statements: dict[str, Any]) -> Resource:
    """A policy that stands alone."""
    return made("s3.BucketPolicy", policy=document(*statements))


def for_all(operator: str, key: str, *values: Any) -> Resource:
    """A policy that lets everybody in under a condition."""
    return policy(allow("*", **when(operator, key, *values)))


def attached(text: Any, bucket: Resource = BUCKET, name: str = "policy") -> Resource:
    """A policy of the bucket, joined by its edge."""
    return wired(made("s3.BucketPolicy", name, bucket=UNKNOWN, policy=text), bucket=bucket)


def refusing(**changes: Any) -> Resource:
    """A policy of the bucket with the statement about TLS."""
    return attached(document(without_tls(**changes)))


TREE = {"Statement": [without_tls(Resource=[ARN, UNKNOWN])]}
SPLIT = document(without_tls(Resource=ARN), without_tls(Resource=f"{ARN}/*", Action="*"))
IF_EXISTS = {"BoolIfExists": {"aws:SecureTransport": False}}
FROM_OFFICE = {
    "Bool": {"aws:SecureTransport": "false"},
    "IpAddress": {"aws:SourceIp": "203.0.113.0/24"},
}

SOMEBODY = {"Statement": [allow({"AWS": UNKNOWN})]}
ANYBODY = {"Statement": [allow({"AWS": ["*", UNKNOWN]})]}
SERVICE = {"Service": "cloudtrail.amazonaws.com"}

CASES: dict[str, tuple[Case, ...]] = {
    "s3-tls-only": (
        good(BUCKET, refusing()),
        good(made("s3.Bucket", bucket="data", policy=document(without_tls()))).named("inline"),
        good(BUCKET, refusing(Principal={"AWS": ["*"]}, Action=["s3:*"])),
        good(BUCKET, refusing(Condition=IF_EXISTS)).named("if-exists-refuses-more"),
        good(BUCKET, refusing(Resource="*")),
        good(BUCKET, refusing(Resource="arn:aws:s3:::data*")).named("one-wildcard"),
        good(BUCKET, refusing(Resource=["arn:aws-us-gov:s3:::data", "arn:aws-us-gov:s3:::data/*"])),
        good(BUCKET, attached(SPLIT)).named("two-statements"),
        good(UNNAMED, attached(document(without_tls()), UNNAMED)).named("compared-with-itself"),
        good(UNNAMED, attached(document(without_tls(Resource="arn:aws:s3:::*")), UNNAMED)),
        bad("missing", BUCKET),
        unknown("deny", made("s3.Bucket", policy=UNKNOWN)).named("inline"),
        bad("resources", replace(BUCKET, outputs={"bucket": "data-1"}), refusing()).named(
            "auto-named"
        ),
        bad("deny", BUCKET, attached(document(allow({"AWS": OURS})))),
        good(BUCKET, attached("no json")).named("another-rule-says-it"),
        bad("deny", BUCKET, refusing(Effect="Allow")),
        bad("deny", BUCKET, refusing(Principal={"AWS": ROOT.format(OURS)})),
        bad("deny", BUCKET, refusing(Principal=None, NotPrincipal={"AWS": OURS})),
        bad("deny", BUCKET, refusing(Action="s3:GetObject")),
        bad("deny", BUCKET, refusing(Action=["s3:Get*", "s3:Put*"])),
        bad("deny", BUCKET, refusing(Action=None, NotAction="s3:GetObject")).named("not-action"),
        bad("deny", BUCKET, refusing(Condition={"Bool": {"aws:SecureTransport": "true"}})),
        bad("deny", BUCKET, refusing(Condition={"Bool": {"aws:ViaAWSService": "false"}})),
        bad("deny", BUCKET, refusing(Condition=None)),
        bad("deny", BUCKET, refusing(Condition=FROM_OFFICE)).named("second-condition"),
        bad("deny", BUCKET, refusing(Resource=None, NotResource=f"{ARN}/open/*")),
        bad("resources", BUCKET, refusing(Resource=ARN)).named("objects-left-out"),
        bad("resources", BUCKET, refusing(Resource=f"{ARN}/*")).named("bucket-left-out"),
        bad("resources", BUCKET, refusing(Resource=[ARN, f"{ARN}/private/*"])),
        bad("resources", BUCKET, refusing(Resource=[ARN, f"{ARN}/"])),
        bad("resources", BUCKET, refusing(Resource=["arn:aws:s3:::b", "arn:aws:s3:::b/*"])),
        bad(
            "resources",
            UNNAMED,
            attached(document(without_tls(Resource=[ARN, "arn:aws:s3:::b/*"])), UNNAMED),
        ),
        unknown("deny", BUCKET, attached(UNKNOWN)),
        unknown("deny", BUCKET, attached(TREE)).named("one-resource"),
        unknown("deny", BUCKET, made("s3.BucketPolicy", bucket=UNKNOWN, policy="{}")),
        skips(OTHER),
    ),
    "s3-policy-no-public": (
        good(policy(allow({"AWS": ROOT.format(OURS)}))),
        good(policy(allow({"Service": "cloudfront.amazonaws.com"}))),
        good(policy(without_tls())).named("deny-to-all"),
        good(for_all("StringEquals", "aws:PrincipalOrgID", "o-1")),
        good(for_all("StringEquals", "aws:SourceVpce", "vpce-1", "vpce-2")),
        good(for_all("StringEquals", "aws:PrincipalAccount", OURS)),
        good(for_all("StringEquals", "s3:DataAccessPointAccount", OURS)),
        good(for_all("ArnLike", "aws:PrincipalArn", ROLES.format(OURS))),
        good(for_all("ArnEquals", "aws:SourceArn", "arn:aws:s3:::source")),
        good(for_all("IpAddress", "aws:SourceIp", "203.0.113.0/24", "2001:db8::/32")),
        good(for_all("ForAnyValue:StringLike", "aws:PrincipalOrgPaths", "o-1/r-1/*")),
        good(made("s3.BucketPolicy", policy="{}")),
        bad("public", policy(allow("*"))),
        bad("public", policy(allow({"AWS": [OURS, "*"]}))),
        bad("public", policy(without_tls(), allow({"AWS": OURS}), allow("*"))),
        bad("public", made("s3.Bucket", policy=document(allow("*")))).named("inline"),
        bad("public", made("s3.AccessPoint", policy=document(allow("*")))),
        skips(
            made("s3.AccessPoint", policy=document(allow("*")), vpcConfiguration={"vpcId": UNKNOWN})
        ).named("in-a-vpc"),
        skips(made("s3control.AccessPointPolicy", policy=document(allow("*")))).named(
            "the-access-point-may-be-in-a-vpc"
        ),
        good(made("s3.AccessPoint")).named("no-policy"),
        bad("public", policy({**allow(None), "NotPrincipal": {"AWS": OURS}})).named(
            "not-principal"
        ),
        bad("public", for_all("StringNotEquals", "aws:PrincipalOrgID", "o-1")),
        bad(
            "public",
            for_all("StringEqualsIfExists", "aws:PrincipalOrgID", "o-1"),
        ),
        bad(
            "public",
            for_all("ForAllValues:StringEquals", "aws:PrincipalOrgPaths", "o-1/r-1/"),
        ),
        bad("public", for_all("StringLike", "aws:SourceVpce", "vpce-*")),
        bad("public", for_all("StringLike", "aws:SourceVpce", "vpce-?")),
        bad("public", for_all("StringEquals", "aws:SourceVpce")).named("no-value"),
        bad("public", for_all("ArnLike", "aws:SourceArn", "source")),
        bad("public", for_all("ArnLike", "aws:SourceArn", f"arn:aws:s3::{OURS}")),
        bad("public", for_all("StringLike", "aws:PrincipalAccount", "1111*")),
        bad(
            "public",
            for_all("ArnLike", "aws:PrincipalArn", ROLES.format("*")),
        ),
        bad("public", for_all("IpAddress", "aws:SourceIp", "0.0.0.0/1")),
        bad("public", for_all("IpAddress", "aws:SourceIp", "10.0.0.0/8", "::/0")),
        bad(
            "public",
            for_all("StringEquals", "aws:SourceVpc", "${aws:SourceVpc}"),
        ),
        bad("public", for_all("StringEquals", "s3:prefix", "open/")),
        bad("public", for_all("StringLike", "aws:Referer", "https://us/*")),
        bad(
            "public",
            made("s3.BucketPolicy", policy={"Statement": [allow(UNKNOWN), allow("*")]}),
        ).named("beside-an-unknown"),
        bad("malformed", made("s3.BucketPolicy", policy="{")),
        bad("malformed", made("s3.BucketPolicy", policy='{"Statement": ["s3:*"]}')),
        unknown("public", made("s3.BucketPolicy", policy=UNKNOWN)),
        unknown("public", made("s3.BucketPolicy", policy={"Statement": [allow(UNKNOWN)]})),
        unknown(
            "public",
            made(
                "s3.BucketPolicy",
                policy={
                    "Statement": [allow("*", **when("StringEquals", "aws:SourceVpce", UNKNOWN))]
                },
            ),
        ),
        skips(OTHER, made("s3.Bucket")),
    ),
    "s3-policy-cross-account": (
        *(
            case.under(case.note, account_id=OURS, trusted_accounts=frozenset({PARTNER}))
            for case in (
                good(policy(allow({"AWS": [OURS, ROOT.format(PARTNER)]}))),
                good(policy(without_tls(Principal={"AWS": STRANGER}))).named("deny"),
                good(for_all("StringEquals", "aws:PrincipalAccount", PARTNER)),
                good(policy(allow({"AWS": OAI}))),
                good(policy(allow({"Service": "logs.eu-west-1.amazonaws.com"}))),
                good(for_all("StringNotEquals", "aws:PrincipalAccount", STRANGER)),
                good(for_all("StringEquals", "aws:PrincipalAccount", "nobody")),
                good(policy(allow(SERVICE, **when("StringEquals", "aws:SourceAccount", STRANGER)))),
                bad("foreign", policy(allow({"AWS": STRANGER}))),
                bad("foreign", policy(allow({"AWS": [ROOT.format(OURS), ROOT.format(STRANGER)]}))),
                bad("foreign", policy(allow({"AWS": f"arn:aws:sts::{STRANGER}:assumed-role/a/b"}))),
                bad("foreign", made("s3.Bucket", policy=document(allow({"AWS": STRANGER})))),
                bad(
                    "foreign",
                    for_all("StringEquals", "aws:PrincipalAccount", STRANGER),
                ),
                bad(
                    "foreign",
                    policy(
                        allow(
                            "*",
                            **when("ArnLike", "aws:PrincipalArn", ROLES.format(STRANGER)),
                        )
                    ),
                ),
                bad("hidden", policy(allow({"CanonicalUser": "79a5"}))),
                bad("hidden", policy(allow({"AWS": "AIDAJQABLZS4A3QDU576Q"}))).named(
                    "deleted-user"
                ),
                bad(
                    "foreign",
                    made("s3control.AccessPointPolicy", policy=document(allow({"AWS": STRANGER}))),
                ),
                bad("foreign", made("s3.AccessPoint", policy=document(allow({"AWS": STRANGER})))),
                skips(made("s3.BucketPolicy", policy="[]")).named("another-rule-says-it"),
                unknown("foreign", made("s3.BucketPolicy", policy=UNKNOWN)),
                unknown("foreign", made("s3.BucketPolicy", policy=SOMEBODY)),
                unknown("foreign", made("s3.BucketPolicy", policy=ANYBODY)),
                skips(OTHER, made("s3.Bucket")),
            )
        ),
        skips(policy(allow({"AWS": STRANGER}))).named("without-vocabulary"),
    ),
}
