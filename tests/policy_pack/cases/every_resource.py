"""Cases of the rules that speak of every resource, or of a stack as a whole."""

import datetime
import json
from pathlib import Path
from typing import Any

from soc2_baseline.core.exceptions import Register, Waiver
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import REQUIRED_TAG_KEYS, Profile
from soc2_baseline.policy_pack.kit import Resource
from soc2_baseline.policy_pack.rules.kms import RULES as KMS_RULES
from tests.support.policies import (
    Case,
    bad,
    good,
    made,
    protected,
    skips,
    under_provider,
    unknown,
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


ACME_KEY = tagged("kms.Key", "acme", "acme-key")
BETA_KEY = tagged("kms.Key", "beta", "beta-key")

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
        good(but(tenant="gamma")).under("tenants-are-another-rule", **VALUES),
        unknown("exposure", but(exposure=UNKNOWN)).under(**VALUES),
        skips(UNTAGGABLE).under(**VALUES),
        skips(but(exposure="internet")),
    ),
    "tenant-tagged": (
        good(ACME_KEY, UNTAGGABLE).under(**TENANTS),
        good(tagged("kms.Key", "shared")).under(**TENANTS),
        good(made("kms.Key")).under("missing-is-another-rule", **VALUES),
        bad("missing", made("kms.Key")).under(**TENANTS),
        bad("missing", ACME_KEY, made("kms.Key"), on="it").under(**TENANTS),
        bad("foreign", BETA_KEY).under(tenants=frozenset({"acme", "shared"})),
        unknown("foreign", tagged("kms.Key", UNKNOWN)).under(**TENANTS),
        skips(UNTAGGABLE).under(**TENANTS),
        skips(made("kms.Key")),
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


def waiver(
    scope: str = KEY.urn, *, days: int = 30, rule: str = "kms-rotation", key: str | None = None
) -> Waiver:
    return Waiver(
        id="EX-1",
        rule=rule,
        key=key,
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
    under_waiver(good(STACK), waiver(key="period")),
    under_waiver(bad("unknown-key", STACK), waiver(key="perod")),
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
    under_waiver(good(STACK, KEY), waiver(key="perod")).named("unknown-key-is-another-rule"),
    under_waiver(bad("unused", STACK, KEY), waiver()),
    under_waiver(bad("unused", STACK, KEY), waiver(key="period")),
    under_waiver(bad("unused", STACK, KEY), waiver("urn:pulumi:*::test::aws:kms/*")),
    under_waiver(bad("unused", STACK, KEY), waiver("*::old")),
    under_waiver(unknown("unused", STACK, made("kms.Key", "old", policy=UNKNOWN)), waiver()),
    under_waiver(skips(KEY), waiver()),
)
