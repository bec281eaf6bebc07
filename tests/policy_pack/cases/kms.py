"""Cases of the rules about AWS KMS."""

from policy_pack.values import UNKNOWN
from tests.support.policies import Case, bad, good, made, skips, unknown

BUCKET = made("s3.Bucket")

CASES: dict[str, tuple[Case, ...]] = {
    "kms-rotation": (
        good(made("kms.Key", enableKeyRotation=True)),
        good(made("kms.Key", enableKeyRotation=True, rotationPeriodInDays=90)),
        bad("enabled", made("kms.Key")),
        bad("enabled", made("kms.Key", enableKeyRotation=False)),
        bad("period", made("kms.Key", enableKeyRotation=True, rotationPeriodInDays=730)),
        unknown("enabled", made("kms.Key", enableKeyRotation=UNKNOWN)),
        skips(made("kms.Key", customerMasterKeySpec="RSA_2048")),
        skips(BUCKET),
    ),
    "kms-deletion-window": (
        good(made("kms.Key")),
        good(made("kms.ReplicaKey", deletionWindowInDays=30, enabled=True)),
        bad("window", made("kms.Key", deletionWindowInDays=7)),
        bad("enabled", made("kms.Key", isEnabled=False)),
        unknown("window", made("kms.Key", deletionWindowInDays=UNKNOWN)),
        skips(BUCKET),
    ),
}
