"""Cases of the rules that speak of every resource, or of a stack as a whole."""

import datetime
import json
from pathlib import Path
from typing import Any

from baseline.exceptions import Register, Waiver
from baseline.vocabulary import REQUIRED_TAG_KEYS, Profile
from policy_pack.resources import Resource
from policy_pack.rules.kms import RULES as KMS_RULES
from policy_pack.values import UNKNOWN
from tests.support.policies import (
    Case,
    bad,
    good,
    made,
    protected,
    skips,
    under_provider,
    unknown,
    wired,
)

UNTAGGABLE = made("s3.BucketPolicy", policy="{}")
TAG_KEYS: dict[str, Any] = {"tag_keys": frozenset(REQUIRED_TAG_KEYS)}
TAGS = {
    "tenant": "acme",
    "environment": "prod",
    "data-class": "internal",
    "exposure": "private",
    "owner": "payments",
    "service": "ledger",
}
TENANTS: dict[str, Any] = {"tenants": frozenset({"acme", "acme-eu", "beta", "shared"})}
VALUES: dict[str, Any] = {**TAG_KEYS, **TENANTS, "profile": Profile.PROD}
REGIONS: dict[str, Any] = {"regions": frozenset({"eu-west-1", "eu-central-1"})}
ACCOUNT: dict[str, Any] = {"account_id": "111111111111"}


def tagged(short: str, tenant: Any, name: str = "it", **props: Any) -> Resource:
    return made(short, name, tagsAll={"tenant": tenant}, **props)


def but(**tags: Any) -> Resource:
    return made("kms.Key", tagsAll={**TAGS, **{k.replace("_", "-"): v for k, v in tags.items()}})


def default_tags(tags: dict[str, str]) -> str:
    return json.dumps({"tags": tags})


def provider(name: str = "aws", **props: Any) -> Resource:
    fixed = {"allowedAccountIds": '["111111111111"]', "defaultTags": default_tags(TAGS)}
    return made("pulumi:providers:aws", name, **{**fixed, **props})


def document(resource: str = "*", principal: Any = None, condition: Any = None) -> str:
    statement: dict[str, Any] = {
        "Sid": "beta",
        "Effect": "Allow",
        "Action": "s3:GetObject",
        "Resource": [resource],
        "Principal": principal or {"Service": "beta.amazonaws.com"},
    }
    if condition:
        statement["Condition"] = {"StringEquals": condition}
    return json.dumps({"Version": "2012-10-17", "Statement": statement})


def policy(tenant: str, *args: Any) -> Resource:
    return tagged("iam.Policy", tenant, "policy", policy=document(*args))


ACME_KEY = tagged("kms.Key", "acme", "acme-key", arn="arn:aws:kms:eu-west-1:1:key/1")
BETA_KEY = tagged("kms.Key", "beta", "beta-key", arn="arn:aws:kms:eu-west-1:1:key/2")
NOBODYS_KEY = made("kms.Key", "key", arn="arn:aws:kms:eu-west-1:1:key/3")
ACME_BUCKET = tagged("s3.Bucket", "acme", "data", bucket="data")


def encryption(key: Any) -> Resource:
    rule = {"applyServerSideEncryptionByDefault": {"kmsMasterKeyId": key}}
    kind = "s3.BucketServerSideEncryptionConfiguration"
    return made(kind, "encryption", bucket="data", rules=[rule])


CASES: dict[str, tuple[Case, ...]] = {
    "required-tags": (
        good(made("kms.Key", tagsAll=TAGS)).under(**TAG_KEYS),
        good(under_provider(made("kms.Key"), defaultTags=default_tags(TAGS))).under(**TAG_KEYS),
        good(
            under_provider(made("kms.Key", tags={"owner": "x"}), defaultTags=default_tags(TAGS))
        ).under("merged", **TAG_KEYS),
        bad("missing", made("kms.Key")).under(**TAG_KEYS),
        bad("missing", but(owner=None)).under(**TAG_KEYS),
        bad("missing", but(owner="")).under(**TAG_KEYS),
        bad("missing", but(owner=None, service=UNKNOWN)).under("beside-unknown", **TAG_KEYS),
        unknown("missing", but(owner=UNKNOWN)).under(**TAG_KEYS),
        unknown("missing", made("kms.Key", tagsAll=UNKNOWN, tags=UNKNOWN)).under(**TAG_KEYS),
        skips(UNTAGGABLE).under(**TAG_KEYS),
        skips(made("autoscaling.Group")).under(**TAG_KEYS),
        skips(made("kms.Key")),
    ),
    "tag-values-valid": (
        good(but()).under(**VALUES),
        good(but(tenant="shared", data_class="personal", exposure="public")).under(**VALUES),
        good(but(environment="stage")).under("any-profile", **TAG_KEYS),
        good(made("kms.Key")).under("missing-is-another-rule", **VALUES),
        bad("environment", but(environment="dev")).under(**VALUES),
        bad("environment", but(environment="production")).under(**TAG_KEYS),
        bad("data-class", but(data_class="secret")).under(**VALUES),
        bad("exposure", but(exposure="internet")).under(**VALUES),
        bad("tenant", but(tenant="gamma")).under(**VALUES),
        unknown("tenant", but(tenant=UNKNOWN)).under(**VALUES),
        skips(UNTAGGABLE).under(**VALUES),
        skips(but(exposure="internet")),
    ),
    "tenant-tagged": (
        good(ACME_KEY, UNTAGGABLE).under(**TENANTS),
        good(tagged("kms.Key", "shared")).under(**TENANTS),
        bad("missing", made("kms.Key")).under(**TENANTS),
        bad("missing", ACME_KEY, made("kms.Key"), on="it").under(**TENANTS),
        bad("foreign", BETA_KEY).under(tenants=frozenset({"acme", "shared"})),
        unknown("foreign", tagged("kms.Key", UNKNOWN)).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(made("kms.Key")),
    ),
    "tenant-key-isolated": (
        good(tagged("rds.Instance", "acme", kmsKeyId=ACME_KEY.props["arn"]), ACME_KEY).under(
            **TENANTS
        ),
        good(
            wired(tagged("dynamodb.Table", "acme"), serverSideEncryption=ACME_KEY), ACME_KEY
        ).under("by-edge", **TENANTS),
        good(ACME_BUCKET, encryption(ACME_KEY.props["arn"]), ACME_KEY).under(**TENANTS),
        good(tagged("cloudwatch.LogGroup", "acme")).under("no-key", **TENANTS),
        good(tagged("dynamodb.Table", "acme", serverSideEncryption={"enabled": True})).under(
            **TENANTS
        ),
        bad(
            "own-key", tagged("rds.Cluster", "acme", kmsKeyId=BETA_KEY.props["arn"]), BETA_KEY
        ).under(**TENANTS),
        bad("own-key", ACME_BUCKET, encryption(BETA_KEY.props["arn"]), BETA_KEY).under(**TENANTS),
        bad(
            "own-key",
            wired(tagged("s3.Bucket", "acme"), serverSideEncryptionConfiguration=BETA_KEY),
            BETA_KEY,
        ).under("inline", **TENANTS),
        bad(
            "own-key",
            wired(tagged("backup.Vault", "acme", kmsKeyArn=UNKNOWN), kmsKeyArn=made("kms.Alias")),
            wired(made("kms.Alias"), targetKeyId=BETA_KEY),
            BETA_KEY,
        ).under("behind-an-alias", **TENANTS),
        bad(
            "one-tenant",
            tagged("rds.Instance", "acme", kmsKeyId=NOBODYS_KEY.props["arn"]),
            wired(tagged("cloudwatch.LogGroup", "beta"), kmsKeyId=NOBODYS_KEY),
            NOBODYS_KEY,
            on="key",
        ).under(**TENANTS),
        unknown("own-key", tagged("rds.Instance", "acme", kmsKeyId=UNKNOWN)).under(**TENANTS),
        unknown("own-key", tagged("rds.Instance", "acme", kmsKeyId="arn:elsewhere")).under(
            **TENANTS
        ),
        unknown(
            "own-key", tagged("rds.Instance", UNKNOWN, kmsKeyId=ACME_KEY.props["arn"]), ACME_KEY
        ).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(tagged("rds.Cluster", "acme", kmsKeyId=BETA_KEY.props["arn"]), BETA_KEY),
    ),
    "tenant-no-cross-reference": (
        good(policy("acme", "arn:aws:s3:::acme-data/*")).under(**TENANTS),
        good(policy("acme-eu", "arn:aws:s3:::x-acme-eu-data/*")).under("longest-wins", **TENANTS),
        good(policy("acme", "arn:aws:s3:::alphabeta-data/*")).under("inside-a-word", **TENANTS),
        good(policy("acme", "arn:beta:beta:beta:111111111111:key/1")).under("arn-head", **TENANTS),
        good(policy("shared", "arn:aws:s3:::beta-data/*")).under(**TENANTS),
        good(policy("acme", "arn:aws:s3:::beta-data/*")).under(
            "one-tenant", tenants=frozenset({"acme", "shared"})
        ),
        good(wired(ACME_BUCKET, x=tagged("kms.Key", "shared")), tagged("kms.Key", "shared")).under(
            **TENANTS
        ),
        bad("document", policy("acme", "arn:aws:s3:::beta-data/*")).under(**TENANTS),
        bad("document", policy("acme", "arn:aws:s3:::logs/acme-eu/*")).under(
            "own-id-is-a-prefix", **TENANTS
        ),
        bad("document", policy("acme-eu", "arn:aws:s3:::acme/*")).under(
            "own-id-is-longer", **TENANTS
        ),
        bad(
            "document", policy("acme", "*", {"AWS": "arn:aws:iam::111111111111:role/beta_reader"})
        ).under("principal", **TENANTS),
        bad(
            "document", policy("acme", "*", None, {"aws:PrincipalTag/tenant": ["acme", "beta"]})
        ).under("condition", **TENANTS),
        bad(
            "document",
            made("s3.BucketPolicy", bucket="data", policy=document("arn:aws:s3:::beta/*")),
            ACME_BUCKET,
        ).under("owner-is-the-bucket", **TENANTS),
        bad(
            "document",
            tagged(
                "iam.Role",
                "acme",
                inlinePolicies=[{"name": "beta", "policy": document("arn:aws:sqs:x:1:beta")}],
            ),
        ).under("inline", **TENANTS),
        bad(
            "document",
            wired(made("kms.Grant", granteePrincipal="arn:aws:iam::1:role/beta"), keyId=ACME_KEY),
            ACME_KEY,
        ).under("grant", **TENANTS),
        bad("edge", wired(ACME_BUCKET, x=BETA_KEY), BETA_KEY).under(**TENANTS),
        bad(
            "edge",
            wired(
                made("iam.RolePolicy", policy="{}"),
                role=tagged("iam.Role", "acme", "r"),
                policy=BETA_KEY,
            ),
            tagged("iam.Role", "acme", "r"),
            BETA_KEY,
        ).under("from-a-document", **TENANTS),
        unknown("document", tagged("iam.Policy", "acme", policy=UNKNOWN)).under(**TENANTS),
        unknown("edge", tagged("iam.Policy", UNKNOWN, policy="{}")).under(**TENANTS),
        skips(made("iam.Policy", policy=document("arn:aws:s3:::beta-data/*"))).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(wired(ACME_BUCKET, x=BETA_KEY), BETA_KEY),
    ),
    "region-allowlist": (
        good(made("kms.Key", region="eu-west-1")).under(**REGIONS),
        good(made("iam.Role")).under("global", **REGIONS),
        good(made("ec2.Subnet", availabilityZone="eu-west-1a")).under(**REGIONS),
        good(made("pulumi:providers:aws", region="eu-central-1")).under(**REGIONS),
        bad("region", made("kms.Key", region="us-east-1")).under(**REGIONS),
        bad("region", made("pulumi:providers:aws", region="eu-west-2")).under(**REGIONS),
        bad("zone", made("ec2.Subnet", availabilityZone="us-west-2-lax-1a")).under(**REGIONS),
        bad("zone", made("rds.Cluster", availabilityZones=[UNKNOWN, "us-gov-west-1b"])).under(
            **REGIONS
        ),
        bad("replica", made("dynamodb.Table", replicas=[{"regionName": "us-east-1"}])).under(
            **REGIONS
        ),
        unknown("region", made("kms.Key", region=UNKNOWN)).under(**REGIONS),
        unknown("zone", made("ec2.Subnet", availabilityZone=UNKNOWN)).under(**REGIONS),
        skips(made("kms.Key", region="us-east-1")),
        skips(made("random:index:Id", region="us-east-1")).under(**REGIONS),
    ),
    "provider-pinned": (
        good(provider()).under(**ACCOUNT),
        good(provider(allowedAccountIds=["111111111111"])).under(**ACCOUNT),
        bad("account", provider(allowedAccountIds=None)).under(**ACCOUNT),
        bad("account", provider(allowedAccountIds='["222222222222"]')).under(**ACCOUNT),
        bad("account", provider(allowedAccountIds='["111111111111","222222222222"]')).under(
            **ACCOUNT
        ),
        bad("static-keys", provider(secretKey=UNKNOWN)).under(**ACCOUNT),
        bad("static-keys", provider(token="x")).under(**ACCOUNT),
        bad("default-tags", provider(defaultTags=None)).under(**ACCOUNT),
        bad("default-tags", provider(defaultTags='{"tags":{}}')).under(**ACCOUNT),
        bad("explicit", provider("default_7_51_1")).under(**ACCOUNT),
        unknown("account", provider(allowedAccountIds=UNKNOWN)).under(**ACCOUNT),
        unknown("default-tags", provider(defaultTags=UNKNOWN)).under(**ACCOUNT),
        skips(made("kms.Key")).under(**ACCOUNT),
        skips(provider(allowedAccountIds=None)),
    ),
    "stateful-protected": (
        good(made("s3.Bucket")),
        good(protected(made("s3.Bucket", forceDestroy=False))).under(profile=Profile.PROD),
        good(made("kms.Key")).under(profile=Profile.DEV),
        good(made("rds.Instance", deleteAutomatedBackups=False)),
        good(made("rds.Instance", replicateSourceDb="main", skipFinalSnapshot=True)),
        good(made("rds.Cluster")),
        bad("protect", made("kms.Key")).under(profile=Profile.PROD),
        bad("force-destroy", made("s3.Bucket", forceDestroy=True)),
        bad("force-destroy", made("backup.Vault", forceDestroy=True)),
        bad("skip-final-snapshot", made("rds.Cluster", skipFinalSnapshot=True)),
        bad(
            "skip-final-snapshot",
            made("rds.Instance", skipFinalSnapshot=True, deleteAutomatedBackups=False),
        ),
        bad("automated-backups", made("rds.Instance")),
        unknown("force-destroy", made("s3.Bucket", forceDestroy=UNKNOWN)),
        unknown("automated-backups", made("rds.Instance", deleteAutomatedBackups=UNKNOWN)),
        skips(made("s3.Bucket", forceDestroy=True)).under(profile=Profile.SANDBOX),
        skips(UNTAGGABLE),
    ),
}

TODAY = datetime.date(2026, 11, 1)
STACK = Resource(
    "urn:pulumi:test::test::pulumi:pulumi:Stack::test-test", "pulumi:pulumi:Stack", "s", {}
)
KEY = made("kms.Key", "old")


def waiver(scope: str = KEY.urn, *, days: int = 30, rule: str = "kms-rotation") -> Waiver:
    return Waiver(
        id="EX-1",
        rule=rule,
        scope=scope,
        reason="the vendor's key cannot be rotated yet",
        owner="payments",
        approver="security",
        ticket="T-1",
        expires=TODAY + datetime.timedelta(days=days),
    )


def under_waiver(case: Case, *waivers: Waiver) -> Case:
    return case.excepting(Register(waivers, Path("exceptions.yaml"), TODAY), *KMS_RULES)


CASES["exemption-hygiene"] = (
    good(STACK),
    under_waiver(good(STACK), waiver()),
    under_waiver(good(STACK), waiver("*::old")),
    under_waiver(good(STACK), waiver("urn:pulumi:*::*::aws:kms/key:Key::*")),
    under_waiver(good(STACK), waiver(days=0)),
    under_waiver(good(STACK), waiver(days=90)),
    under_waiver(bad("expired", STACK), waiver(days=-1)),
    under_waiver(bad("too-long", STACK), waiver(days=91)),
    under_waiver(bad("unknown-rule", STACK), waiver(rule="kms-rotations")),
    under_waiver(bad("unknown-rule", STACK), waiver(rule="exemption-hygiene")).named("itself"),
    under_waiver(bad("too-broad", STACK), waiver("*")),
    under_waiver(bad("too-broad", STACK), waiver("urn:pulumi:*")),
    under_waiver(bad("too-broad", STACK), waiver("urn:pulumi:other::test::*")),
    under_waiver(bad("too-broad", STACK), waiver("urn:pulumi:test::te*")),
    under_waiver(bad("too-broad", STACK), waiver("urn:pulumi:*::*::*::?*")),
    under_waiver(bad("too-broad", STACK), waiver("*aws*")),
    under_waiver(
        bad(("expired", "unknown-rule"), STACK), waiver(days=-1), waiver(rule="kms-rotations")
    ),
    unknown("expired", STACK).given(file="exceptions.yaml").named("register-was-not-read"),
    under_waiver(skips(KEY), waiver("*", days=-1)),
)
CASES["exemption-hygiene-stack"] = (
    good(STACK, KEY),
    under_waiver(good(STACK, KEY), waiver(days=-1)).named("expired-is-another-rule"),
    under_waiver(good(STACK, KEY), waiver(KEY.urn.replace("test", "other"))).named("another-stack"),
    under_waiver(good(STACK, KEY), waiver(rule="kms-rotations")),
    under_waiver(bad("unused", STACK, KEY), waiver()),
    under_waiver(bad("unused", STACK, KEY), waiver("urn:pulumi:*::test::aws:kms/*")),
    under_waiver(bad("unused", STACK, KEY), waiver("*::old")),
    under_waiver(unknown("unused", STACK, made("kms.Key", "old", policy=UNKNOWN)), waiver()),
    under_waiver(skips(KEY), waiver()),
)
