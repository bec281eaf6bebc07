"""Cases of the rules about Amazon Athena, AWS Glue and Amazon SageMaker AI."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown, wired

OTHER = made("sqs.Queue")
ARN = "arn:aws:kms:eu-west-1:111111111111:key/1"
KEY = made("kms.Key", "key")


def workgroup(option: Any = "SSE_KMS", **settings: Any) -> Resource:
    """A workgroup."""
    result = {"encryptionConfiguration": {"encryptionOption": option, "kmsKeyArn": UNKNOWN}}
    return made("athena.Workgroup", configuration={"resultConfiguration": result, **settings})


def jobs(logs: Any = "SSE-KMS", marks: Any = "CSE-KMS", results: Any = "SSE-KMS") -> Resource:
    """A security configuration."""
    blocks = {
        "cloudwatchEncryption": {"cloudwatchEncryptionMode": logs},
        "jobBookmarksEncryption": {"jobBookmarksEncryptionMode": marks},
        "s3Encryption": {"s3EncryptionMode": results},
    }
    return made("glue.SecurityConfiguration", encryptionConfiguration=blocks)


def catalog(mode: Any = "SSE-KMS", passwords: Any = True) -> Resource:
    """Settings of the data catalog."""
    blocks = {
        "encryptionAtRest": {"catalogEncryptionMode": mode},
        "connectionPasswordEncryption": {"returnConnectionPasswordEncrypted": passwords},
    }
    return made("glue.DataCatalogEncryptionSettings", dataCatalogEncryptionSettings=blocks)


def notebook(**props: Any) -> Resource:
    """A notebook; None leaves a setting out."""
    settings = {
        "directInternetAccess": "Disabled",
        "rootAccess": "Disabled",
        "kmsKeyId": ARN,
        **props,
    }
    given = {name: value for name, value in settings.items() if value is not None}
    return made("sagemaker.NotebookInstance", **given)


CASES: dict[str, tuple[Case, ...]] = {
    "analytics-guarded": (
        good(workgroup()),
        good(workgroup("SSE_S3", enforceWorkgroupConfiguration=True)),
        good(workgroup(None, managedQueryResultsConfiguration={"enabled": True})),
        good(workgroup(None, enableMinimumEncryptionConfiguration=True)),
        good(jobs()),
        good(catalog()),
        good(catalog("SSE-KMS-WITH-SERVICE-ROLE")),
        good(notebook()),
        good(wired(notebook(kmsKeyId=UNKNOWN), kmsKeyId=KEY), KEY),
        bad("enforced", workgroup(enforceWorkgroupConfiguration=False)),
        bad("results", workgroup(None)),
        bad("results", made("athena.Workgroup")),
        bad("cloudwatch", jobs(logs="DISABLED")),
        bad("bookmarks", jobs(marks=None)),
        bad("s3", jobs(results="DISABLED")),
        bad("catalog", catalog("DISABLED")),
        bad("passwords", catalog(passwords=False)),
        bad("internet", notebook(directInternetAccess=None)),
        bad("root", notebook(rootAccess="Enabled")),
        bad("key", notebook(kmsKeyId=None)),
        unknown("results", workgroup(UNKNOWN)),
        unknown("enforced", workgroup(enforceWorkgroupConfiguration=UNKNOWN)),
        unknown("catalog", catalog(UNKNOWN)),
        unknown("key", notebook(kmsKeyId=UNKNOWN)),
        unknown("s3", jobs(results=UNKNOWN)),
        skips(made("athena.Workgroup", state="DISABLED")),
        skips(OTHER),
    ),
}
