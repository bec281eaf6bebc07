"""What cases cannot say: verdicts that are neither violations nor unknown, and several buckets."""

import pytest

from soc2_baseline.core.tokens import token
from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.core.vocabulary import Verdict
from soc2_baseline.policy_pack.catalog import BY_ID
from soc2_baseline.policy_pack.kit import Vocabulary
from tests.policy_pack.cases.s3 import IT, bucket, lets_in, of, part
from tests.support.policies import Case, ask, made

NEEDED = {
    "s3-bucket-requires-bpa": "s3.BucketPublicAccessBlock",
    "s3-encryption-cmk": "s3.BucketServerSideEncryptionConfiguration",
    "s3-versioning": "s3.BucketVersioning",
    "s3-access-logging": "s3.BucketLogging",
    "s3-lifecycle-retention": "s3.BucketLifecycleConfiguration",
    "s3-tls-only": "s3.BucketPolicy",
}


@pytest.mark.parametrize(("rule_id", "short"), NEEDED.items())
def test_what_the_sandbox_lacks_is_not_asked_for(rule_id: str, short: str) -> None:
    vocabulary = Vocabulary(unavailable={token(short): "not in this sandbox"})
    (outcome,) = ask(BY_ID[rule_id], Case("bad", (IT,), vocabulary=vocabulary)).outcomes
    assert outcome.remark.verdict is Verdict.NOT_OFFERED
    assert outcome.remark.detail == "not in this sandbox"
    assert outcome.urn == IT.urn


def test_an_archive_that_cannot_be_locked_is_not_asked_for() -> None:
    lock = token("s3.BucketObjectLockConfiguration")
    vocabulary = Vocabulary(unavailable={lock: "not in this sandbox"})
    archive = of(part("s3.BucketPolicy", policy=lets_in("cloudtrail.amazonaws.com")), IT)
    case = Case("bad", (IT, archive), vocabulary=vocabulary)
    (outcome,) = ask(BY_ID["s3-object-lock-audit"], case).outcomes
    assert outcome.remark.verdict is Verdict.NOT_OFFERED


@pytest.mark.parametrize(
    ("rule_id", "setting"),
    [
        ("s3-versioning", part("s3.BucketVersioning", versioningConfiguration=UNKNOWN)),
        ("s3-tls-only", part("s3.BucketPolicy", policy=UNKNOWN)),
        ("s3-lifecycle-retention", part("s3.BucketLifecycleConfiguration", rules=UNKNOWN)),
        (
            "s3-encryption-cmk",
            part("s3.BucketServerSideEncryptionConfiguration", rules=UNKNOWN),
        ),
    ],
)
def test_an_unknown_bucket_hides_no_other(rule_id: str, setting: object) -> None:
    unsure, bare = bucket("unsure"), bucket("bare")
    case = Case("bad", (unsure, of(setting, unsure), bare))  # type: ignore[arg-type]
    verdicts = {o.urn: o.remark.verdict for o in ask(BY_ID[rule_id], case).outcomes}
    assert verdicts == {unsure.urn: Verdict.UNDETERMINED, bare.urn: Verdict.VIOLATION}


def test_a_foreign_account_is_named_beside_an_unknown_principal() -> None:
    statement = {"Effect": "Allow", "Principal": {"AWS": [UNKNOWN, "999999999999"]}}
    policy = made("s3.BucketPolicy", policy={"Statement": [statement]})
    case = Case("bad", (policy,), vocabulary=Vocabulary(account_id="111111111111"))
    verdicts = [o.remark.verdict for o in ask(BY_ID["s3-policy-cross-account"], case).outcomes]
    assert verdicts == [Verdict.VIOLATION, Verdict.UNDETERMINED]
