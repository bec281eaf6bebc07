"""Encryption of analytics data, and network isolation of notebooks."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    by_type,
    expect,
    is_given,
    is_true,
    not_off,
    own_key,
)

JOBS = {
    "cloudwatch": ("cloudwatchEncryption", "cloudwatchEncryptionMode", "job logs"),
    "bookmarks": ("jobBookmarksEncryption", "jobBookmarksEncryptionMode", "job bookmarks"),
    "s3": ("s3Encryption", "s3EncryptionMode", "job results"),
}


def _workgroup(group: Resource, _context: Context) -> Iterator[Finding]:
    if group.at("state") is not UNKNOWN and group.at("state") == "DISABLED":
        raise NotApplicable("nobody can run queries in a disabled workgroup")
    settings = group.at("configuration")
    yield from expect(
        at(settings, "enforceWorkgroupConfiguration"),
        not_off,
        "enforced",
        "clients may override the workgroup's settings",
    )
    result = at(settings, "resultConfiguration", "encryptionConfiguration", "encryptionOption")
    ways = (
        at(settings, "managedQueryResultsConfiguration", "enabled"),  # Athena encrypts these
        at(settings, "enableMinimumEncryptionConfiguration"),
        UNKNOWN if result is UNKNOWN else is_given(result),
    )
    if not any(way is not UNKNOWN and is_true(way) for way in ways):
        unsure = any(way is UNKNOWN for way in ways)
        verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
        yield Finding("results", "query results are not encrypted", verdict)


def _jobs(security: Resource, _context: Context) -> Iterator[Finding]:
    for key, (block, mode, what) in JOBS.items():
        yield from expect(
            security.at("encryptionConfiguration", block, mode),
            lambda name: name not in (None, "", "DISABLED"),
            key,
            f"{what} are not encrypted",
        )


def _catalog(settings: Resource, _context: Context) -> Iterator[Finding]:
    path = "dataCatalogEncryptionSettings"
    yield from expect(
        settings.at(path, "encryptionAtRest", "catalogEncryptionMode"),
        lambda mode: str(mode).startswith("SSE-KMS"),
        "catalog",
        "the data catalog is not encrypted",
    )
    yield from expect(
        settings.at(path, "connectionPasswordEncryption", "returnConnectionPasswordEncrypted"),
        is_true,
        "passwords",
        "connection passwords are returned in plain text",
    )


def _notebook(notebook: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        notebook.at("directInternetAccess"),
        lambda access: access == "Disabled",
        "internet",
        "the notebook has direct internet access, outside the VPC",
    )
    yield from expect(
        notebook.at("rootAccess"),
        lambda access: access == "Disabled",
        "root",
        "users of the notebook have root access",
    )
    yield from own_key(notebook, ("kmsKeyId",), "the key is not a customer managed key")


_TYPES, _judge = by_type(
    {
        "athena.Workgroup": _workgroup,
        "glue.SecurityConfiguration": _jobs,
        "glue.DataCatalogEncryptionSettings": _catalog,
        "sagemaker.NotebookInstance": _notebook,
    }
)


RULES = (
    ResourceRule(
        id="analytics-guarded",
        types=_TYPES,
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Queries, jobs and catalogs are encrypted; notebooks are private and without root "
        "access.",
        fix="Set enforce_workgroup_configuration and encryption_option on Athena, encryption modes "
        "on Glue, direct_internet_access and root_access='Disabled' with kms_key_id on notebooks.",
        keys={
            "enforced": "configuration.enforce_workgroup_configuration",
            "results": "configuration.result_configuration.encryption_configuration",
            "cloudwatch": "encryption_configuration.cloudwatch_encryption",
            "bookmarks": "encryption_configuration.job_bookmarks_encryption",
            "s3": "encryption_configuration.s3_encryption",
            "catalog": "data_catalog_encryption_settings.encryption_at_rest",
            "passwords": "data_catalog_encryption_settings.connection_password_encryption",
            "internet": "direct_internet_access",
            "root": "root_access",
            "key": "kms_key_id",
        },
        reference="Amazon Athena user guide: encryption at rest; AWS Glue developer guide: "
        "encryption set by security configurations, encrypting the Data Catalog; Amazon SageMaker "
        "AI developer guide: notebook instances; Security Hub Athena.1, SageMaker.1, SageMaker.3; "
        "checkov CKV_AWS_22, CKV_AWS_82, CKV_AWS_94, CKV_AWS_99, CKV_AWS_122, CKV_AWS_159",
        why="Query results and notebooks hold copies of customers' data that nobody watches. "
        "Unprotected, the data can leave the account without a trace.",
        judge=_judge,
    ),
)
