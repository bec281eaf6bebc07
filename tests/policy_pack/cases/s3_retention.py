"""Cases of the rules about how long S3 keeps objects, and where it copies them."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.kit import Resource
from tests.policy_pack.cases.s3 import (
    IT,
    LOG_POLICY,
    LOGGING,
    LOGS,
    OTHER,
    UNKNOWN_POLICY,
    bucket,
    lets_in,
    of,
    part,
)
from tests.support.policies import Case, bad, good, made, skips, under_provider, unknown, wired

TRAIL = "cloudtrail.amazonaws.com"
ABORT = {"status": "Enabled", "abortIncompleteMultipartUpload": {"daysAfterInitiation": 7}}


def tagged(name: str = "it", **tags: Any) -> Resource:
    """A bucket with tags."""
    return bucket(name, tagsAll={key.replace("_", "-"): value for key, value in tags.items()})


def lifecycle(*rules: Any) -> Resource:
    """A lifecycle."""
    return part("s3.BucketLifecycleConfiguration", rules=list(rules))


def rule(noncurrent: Any = 30, current: Any = None, **more: Any) -> dict[str, Any]:
    """An enabled rule that aborts uploads; None leaves a part out."""
    made_of: dict[str, Any] = {**ABORT, **more}
    if noncurrent is not None:
        made_of["noncurrentVersionExpiration"] = {"noncurrentDays": noncurrent}
    if current is not None:
        made_of["expiration"] = {"days": current}
    return made_of


def lock(**retention: Any) -> Resource:
    """A lock with a default retention, or without one."""
    rule = {"defaultRetention": retention} if retention else None
    return part("s3.BucketObjectLockConfiguration", objectLockEnabled="Enabled", rule=rule)


def keeps(owner: Resource, *rules: Any) -> tuple[Resource, Resource]:
    """A bucket with a lifecycle, joined by its edge."""
    return owner, of(lifecycle(*rules), owner)


def locked(owner: Resource, **retention: Any) -> tuple[Resource, Resource]:
    """A bucket with a lock, joined by its edge."""
    return owner, of(lock(**retention), owner)


def replica(status: Any = "Enabled", destination: Any = UNKNOWN, **props: Any) -> Resource:
    """A replication."""
    rule = {"status": status, "destination": {"bucket": destination}}
    return part("s3.BucketReplicationConfig", rules=[rule], **props)


PERSONAL = tagged(data_class="personal")
INTERNAL = tagged(data_class="internal")
ARCHIVE = tagged(service="audit-archive")
TRAIL_POLICY = of(part("s3.BucketPolicy", policy=lets_in(TRAIL)), IT)
DELIVERY_POLICY = of(part("s3.BucketPolicy", policy=lets_in("delivery.logs.amazonaws.com")), IT)
CONFIG_POLICY = of(part("s3.BucketPolicy", policy=lets_in("config.amazonaws.com")), IT)
BOTH_POLICY = of(part("s3.BucketPolicy", policy=lets_in(TRAIL)), LOGS)
TEN_YEARS = lock(mode="COMPLIANCE", years=10)
GOVERNANCE = {"mode": "GOVERNANCE", "days": 365}

COPY = bucket("copy", region="eu-central-1")
HERE = bucket(region="eu-west-1", tagsAll={"tenant": "acme"})
TO_COPY = wired(replica(), bucket=HERE, rules=COPY)

CASES: dict[str, tuple[Case, ...]] = {
    "s3-lifecycle-retention": (
        good(*keeps(IT, rule())),
        good(*keeps(IT, rule(3650))).named("no-class-no-limit"),
        good(*keeps(IT, rule(filter={}))),
        good(*keeps(IT, rule(filter={"prefix": ""}))),
        good(*keeps(IT, rule(None), {**rule(), "abortIncompleteMultipartUpload": None})),
        good(*keeps(INTERNAL, rule(365))),
        good(*keeps(PERSONAL, rule(30, 1095))),
        good(*keeps(PERSONAL, rule(30, 2000))).given(personal_days=2000),
        good(*keeps(tagged(data_class="of our own"), rule(3650))),
        good(*keeps(INTERNAL, rule(None)), of(lock(**GOVERNANCE), INTERNAL)).named("locked"),
        good(*keeps(PERSONAL, rule(None, 3650)), of(TEN_YEARS, PERSONAL)),
        good(*keeps(tagged(data_class=UNKNOWN), rule(30, 365))).named("within-every-class"),
        good(
            made(
                "s3.Bucket",
                lifecycleRules=[
                    {
                        "enabled": True,
                        "abortIncompleteMultipartUploadDays": 7,
                        "noncurrentVersionExpiration": {"days": 30},
                    }
                ],
            )
        ).named("inline"),
        good(
            made(
                "s3.Bucket",
                lifecycleRules=[
                    {
                        "enabled": True,
                        "abortIncompleteMultipartUploadDays": 7,
                        "noncurrentVersionExpirations": [{"days": 30}],
                    }
                ],
            )
        ).named("inline-of-the-twin"),
        bad("missing", IT),
        unknown("missing", bucket(lifecycleRules=UNKNOWN)).named("inline"),
        bad(("abort", "noncurrent"), *keeps(IT, {**rule(), "status": "Disabled"})),
        bad("abort", *keeps(IT, {**rule(), "abortIncompleteMultipartUpload": None})),
        bad(
            "abort",
            *keeps(
                IT,
                rule(filter={"prefix": "a/"}),
                {**rule(), "abortIncompleteMultipartUpload": None},
            ),
        ).named("not-the-whole-bucket"),
        bad("noncurrent", *keeps(IT, rule(None))),
        bad("noncurrent", *keeps(IT, ABORT, rule(filter={"and": {"prefix": "a/"}}))),
        bad("noncurrent", *keeps(IT, ABORT, rule(prefix="a/"))),
        bad("noncurrent", *keeps(INTERNAL, rule(366))),
        bad("noncurrent", *keeps(INTERNAL, rule(60))).given(days=30),
        bad(
            "noncurrent",
            *keeps(
                IT,
                rule(
                    None,
                    noncurrentVersionExpiration={
                        "noncurrentDays": 30,
                        "newerNoncurrentVersions": 3,
                    },
                ),
            ),
        ).named("some-versions-stay"),
        bad("noncurrent", *keeps(INTERNAL, rule(None)), of(lock(), INTERNAL)).named(
            "lock-is-empty"
        ),
        bad("expiry", *keeps(PERSONAL, rule(30))),
        bad("expiry", *keeps(PERSONAL, rule(30, 1096))),
        bad(
            "expiry",
            *keeps(PERSONAL, rule(30, 4000)),
            of(TEN_YEARS, PERSONAL),
        ),
        bad("expiry", *keeps(PERSONAL, rule(30), rule(30, 30, filter={"tag": {"key": "a"}}))),
        unknown("missing", IT, of(part("s3.BucketLifecycleConfiguration", rules=UNKNOWN), IT)),
        unknown("noncurrent", *keeps(INTERNAL, rule(UNKNOWN))),
        unknown("noncurrent", *keeps(IT, ABORT, rule(filter={"prefix": UNKNOWN}))),
        unknown("expiry", *keeps(tagged(data_class=UNKNOWN), rule(30))).named("of-which-class"),
        unknown("missing", IT, lifecycle(rule())).named("of-whom"),
        skips(OTHER),
    ),
    "s3-object-lock-audit": (
        good(IT),
        good(IT, CONFIG_POLICY).named("config-cannot-write-to-locks"),
        good(*locked(IT, **GOVERNANCE), TRAIL_POLICY),
        good(*locked(IT, mode="COMPLIANCE", years=1), DELIVERY_POLICY),
        good(*locked(ARCHIVE, mode="GOVERNANCE", days=30)).given(days=30),
        good(*locked(ARCHIVE, mode="COMPLIANCE", days=400)).given(mode="COMPLIANCE"),
        good(
            made(
                "s3.Bucket",
                tags={"service": "audit-archive"},
                objectLockConfiguration={"rule": {"defaultRetention": GOVERNANCE}},
            )
        ).named("inline"),
        good(
            made(
                "s3.Bucket",
                tags={"service": "audit-archive"},
                objectLockConfiguration={"rules": [{"defaultRetentions": [GOVERNANCE]}]},
            )
        ).named("inline-of-the-twin"),
        good(*locked(IT, **GOVERNANCE)).named("any-bucket-may"),
        good(*locked(ARCHIVE, **GOVERNANCE, years=0)),
        good(IT, LOG_POLICY),
        bad("retention", IT, TRAIL_POLICY),
        bad("retention", ARCHIVE),
        bad("retention", *locked(ARCHIVE)).named("no-default"),
        bad("retention", *locked(ARCHIVE, mode="GOVERNANCE", days=364)),
        bad("retention", *locked(ARCHIVE, mode="GOVERNANCE", years=1)).given(days=400),
        bad("mode", *locked(ARCHIVE, **GOVERNANCE)).given(mode="COMPLIANCE"),
        bad("mode", *locked(ARCHIVE, days=365)),
        bad("retention", *locked(ARCHIVE, mode="GOVERNANCE")),
        bad("retention", ARCHIVE, of(part("s3.BucketPolicy", policy=UNKNOWN), ARCHIVE)),
        bad("locked-target", *locked(IT, **GOVERNANCE), LOG_POLICY),
        bad("locked-target", *locked(LOGS, **GOVERNANCE), LOGGING).named("by-edge"),
        bad("locked-target", bucket(objectLockEnabled=True), LOG_POLICY),
        bad(
            "locked-target",
            made("s3.Bucket", bucket="b", objectLockConfiguration={"objectLockEnabled": "Enabled"}),
            made("s3.BucketLogging", bucket="a", targetBucket="b"),
        ).named("inline"),
        bad("two-roles", LOGS, LOGGING, BOTH_POLICY),
        bad(("two-roles", "locked-target"), *locked(LOGS, **GOVERNANCE), LOGGING, BOTH_POLICY),
        unknown("retention", *locked(ARCHIVE, mode="GOVERNANCE", days=UNKNOWN)),
        unknown("retention", *locked(ARCHIVE, mode="GOVERNANCE", years=UNKNOWN)),
        unknown("mode", *locked(ARCHIVE, mode=UNKNOWN, days=365)),
        unknown("retention", IT, UNKNOWN_POLICY).named("role-unknown"),
        unknown("retention", tagged(service=UNKNOWN)),
        unknown("retention", ARCHIVE, lock(**GOVERNANCE)).named("of-whom"),
        skips(OTHER),
    ),
    "s3-cross-region-replication": (
        *(
            case.under(
                case.note,
                profile=Profile.PROD,
                wants_region_copies=True,
                regions=frozenset({"eu-west-1", "eu-central-1"}),
            )
            for case in (
                good(HERE, COPY, TO_COPY),
                good(
                    made("s3.Bucket", bucket="a", region="eu-west-1"),
                    made("s3.Bucket", "copy", bucket="b", region="eu-central-1"),
                    made(
                        "s3.BucketReplicationConfig",
                        **{**replica(destination="arn:aws:s3:::b").props, "bucket": "a"},
                    ),
                ).named("by-value"),
                good(HERE, wired(replica(destination="arn:aws:s3:::far"), bucket=HERE)),
                good(
                    made(
                        "s3.Bucket",
                        replicationConfiguration={
                            "rules": [{"status": "Enabled", "destination": {"bucket": "arn:b"}}]
                        },
                    )
                ).named("inline"),
                good(tagged(tenant="shared")),
                good(IT, LOG_POLICY).named("target-of-logs"),
                good(IT, bucket("copy"), wired(replica(), bucket=IT, rules=bucket("copy"))).named(
                    "regions-unknown"
                ),
                bad("missing", HERE),
                bad("missing", bucket("third"), HERE, COPY, TO_COPY),
                bad(
                    "missing",
                    HERE,
                    COPY,
                    wired(replica("Disabled"), bucket=HERE, rules=(COPY, HERE)),
                ),
                bad("missing", IT),
                bad("missing", HERE, COPY, wired(replica("Disabled"), bucket=HERE, rules=COPY)),
                bad(
                    "same-region",
                    HERE,
                    bucket("copy", region="eu-west-1"),
                    TO_COPY,
                ),
                bad(
                    "same-region",
                    under_provider(bucket(), region="eu-central-1"),
                    COPY,
                    TO_COPY,
                ),
                good(HERE, bucket("copy", region="us-east-1"), TO_COPY).named(
                    "region-allowlist-says-it"
                ),
                bad(
                    "same-region",
                    made(
                        "s3.Bucket",
                        bucket="a",
                        region="eu-west-1",
                        replicationConfiguration={
                            "rules": [
                                {"status": "Disabled"},
                                {
                                    "status": "Enabled",
                                    "destination": {"bucket": "arn:aws:s3:::b"},
                                },
                            ]
                        },
                    ),
                    made("s3.Bucket", "copy", bucket="b", region="eu-west-1"),
                ).named("inline"),
                unknown("missing", HERE, COPY, wired(replica(UNKNOWN), bucket=HERE, rules=COPY)),
                unknown("missing", IT, UNKNOWN_POLICY).named("role-unknown"),
                unknown("missing", tagged(tenant=UNKNOWN)),
                skips(OTHER),
            )
        ),
        good(HERE, COPY, TO_COPY).under(
            "no-list-of-regions", profile=Profile.PROD, wants_region_copies=True
        ),
        skips(HERE).named("without-vocabulary"),
        skips(HERE).under("not-asked-for", profile=Profile.PROD),
        skips(HERE).under("not-prod", profile=Profile.STAGE, wants_region_copies=True),
    ),
}
