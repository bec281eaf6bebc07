"""Cases of the rules about Amazon ECR."""

import json
from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

BUCKET = made("s3.Bucket")
KEY_ARN = "arn:aws:kms:eu-central-1:111122223333:key/1"
KEY = made("kms.Key", "key")
ACCOUNT = {"AWS": "arn:aws:iam::111122223333:root"}


def repository(**props: Any) -> Resource:
    hardened = {
        "imageTagMutability": "IMMUTABLE",
        "encryptionConfigurations": [{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
    }
    return made("ecr.Repository", **{**hardened, **props})


def registry(frequency: Any, *patterns: Any) -> Resource:
    filters = [{"filter": pattern, "filterType": "WILDCARD"} for pattern in patterns]
    rules = [{"scanFrequency": frequency, "repositoryFilters": filters}]
    return made("ecr.RegistryScanningConfiguration", "registry", rules=rules)


def policy(principal: Any) -> str:
    statement = {"Effect": "Allow", "Principal": principal, "Action": "ecr:BatchGetImage"}
    return json.dumps({"Statement": [statement]})


def scanned(**props: Any) -> Resource:
    return made("ecr.Repository", imageScanningConfiguration={"scanOnPush": True}, **props)


CASES: dict[str, tuple[Case, ...]] = {
    "ecr-guarded": (
        good(repository()),
        good(
            wired(
                repository(encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": UNKNOWN}]),
                encryptionConfigurations=KEY,
            ),
            KEY,
        ),
        good(
            repository(
                imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
                imageTagMutabilityExclusionFilters=[{"filter": "dev-*"}],
            )
        ),
        good(made("ecr.RepositoryPolicy", policy=policy(ACCOUNT))),
        good(registry("CONTINUOUS_SCAN", "*")),
        good(
            made(
                "ecr.RepositoryCreationTemplate",
                appliedFors=["PULL_THROUGH_CACHE"],
                encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": KEY_ARN}],
            )
        ).named("a cache follows its source"),
        bad("immutable", repository(imageTagMutability=None)),
        bad("immutable", repository(imageTagMutability="MUTABLE_WITH_EXCLUSION")),
        bad(
            "immutable",
            repository(
                imageTagMutability="IMMUTABLE_WITH_EXCLUSION",
                imageTagMutabilityExclusionFilters=[{"filter": "*"}],
            ),
        ),
        bad("cmk", repository(encryptionConfigurations=None)),
        bad("cmk", repository(encryptionConfigurations=[{"encryptionType": "AES256"}])),
        bad("cmk", repository(encryptionConfigurations=[{"encryptionType": "KMS"}])),
        bad("registry-scan", registry("MANUAL", "*")),
        bad("registry-scan", made("ecr.RegistryScanningConfiguration", scanType="BASIC")),
        bad("public", made("ecr.RepositoryPolicy", policy=policy("*"))),
        bad("public", made("ecr.RegistryPolicy", policy=policy({"AWS": "*"}))),
        bad(
            ["immutable", "cmk", "public"],
            made("ecr.RepositoryCreationTemplate", repositoryPolicy=policy("*")),
        ),
        bad("document", made("ecr.RepositoryPolicy", policy="{")),
        unknown("public", made("ecr.RepositoryPolicy", policy=UNKNOWN)),
        unknown("immutable", repository(imageTagMutability=UNKNOWN)),
        unknown(
            "cmk",
            repository(encryptionConfigurations=[{"encryptionType": "KMS", "kmsKey": UNKNOWN}]),
        ),
        skips(BUCKET),
    ),
    "ecr-guarded-stack": (
        good(scanned(name="web"), made("ecr.LifecyclePolicy", repository="web")),
        good(scanned(), wired(made("ecr.LifecyclePolicy", "l"), repository=scanned())),
        good(
            made("ecr.Repository", name="prod/web"),
            made("ecr.LifecyclePolicy", repository="prod/web"),
            registry("SCAN_ON_PUSH", "prod/*"),
        ).named("scanned by the registry"),
        good(
            made("ecr.Repository", name="prod/web"),
            made("ecr.LifecyclePolicy", repository="prod/web"),
            registry("CONTINUOUS_SCAN", "web"),
        ).named("by a part of the name"),
        bad("lifecycle", scanned(name="web"), made("ecr.LifecyclePolicy", repository="other")),
        bad(
            "scan",
            made("ecr.Repository", name="web"),
            made("ecr.LifecyclePolicy", repository="web"),
            registry("SCAN_ON_PUSH", "prod/*"),
        ),
        bad(
            "scan",
            made("ecr.Repository", name="web", imageScanningConfiguration={"scanOnPush": False}),
            made("ecr.LifecyclePolicy", repository="web"),
            registry("MANUAL", "*"),
        ),
        unknown(
            "scan",
            made("ecr.Repository", name=UNKNOWN),
            wired(
                made("ecr.LifecyclePolicy", repository=UNKNOWN), repository=made("ecr.Repository")
            ),
            registry("SCAN_ON_PUSH", "prod/*"),
        ),
        unknown("lifecycle", scanned(), made("ecr.LifecyclePolicy", repository=UNKNOWN)),
        skips(BUCKET),
    ),
}
