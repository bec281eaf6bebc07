"""Where customers' data is analysed it stays encrypted, and notebooks stay inside."""

from collections.abc import Callable, Iterator

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
    expect,
    is_given,
    is_true,
    not_off,
    own_key,
    token,
)

JOBS = {
    "cloudwatch": ("cloudwatchEncryption", "cloudwatchEncryptionMode", "logs of jobs"),
    "bookmarks": ("jobBookmarksEncryption", "jobBookmarksEncryptionMode", "bookmarks of jobs"),
    "s3": ("s3Encryption", "s3EncryptionMode", "results of jobs"),
}


def _workgroup(group: Resource) -> Iterator[Finding]:
    if group.at("state") is not UNKNOWN and group.at("state") == "DISABLED":
        raise NotApplicable("nobody can query in a disabled workgroup")
    settings = group.at("configuration")
    yield from expect(
        at(settings, "enforceWorkgroupConfiguration"),
        not_off,
        "enforced",
        "clients may replace the workgroup's settings by their own",
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
        yield Finding("results", "results of queries are not encrypted", verdict)


def _jobs(security: Resource) -> Iterator[Finding]:
    for key, (block, mode, what) in JOBS.items():
        yield from expect(
            security.at("encryptionConfiguration", block, mode),
            lambda name: name not in (None, "", "DISABLED"),
            key,
            f"{what} are not encrypted",
        )


def _catalog(settings: Resource) -> Iterator[Finding]:
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
        "passwords of connections are returned in clear",
    )


def _notebook(notebook: Resource) -> Iterator[Finding]:
    yield from expect(
        notebook.at("directInternetAccess"),
        lambda access: access == "Disabled",
        "internet",
        "the notebook reaches the internet past the VPC",
    )
    yield from expect(
        notebook.at("rootAccess"),
        lambda access: access == "Disabled",
        "root",
        "users of the notebook are root",
    )
    yield from own_key(notebook, ("kmsKeyId",), "the key is not a customer key")


JUDGES: dict[str, Callable[[Resource], Iterator[Finding]]] = {
    "athena.Workgroup": _workgroup,
    "glue.SecurityConfiguration": _jobs,
    "glue.DataCatalogEncryptionSettings": _catalog,
    "sagemaker.NotebookInstance": _notebook,
}
BY_TOKEN = {token(name): judge for name, judge in JUDGES.items()}


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from BY_TOKEN[resource.type](resource)


RULES = (
    ResourceRule(
        id="analytics-guarded",
        types=tuple(JUDGES),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Queries, jobs and catalogs are encrypted; notebooks are private, without root.",
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
        why="Results and notebooks are copies of customers' data that nobody watches. Left open, "
        "they leave the account without a trace.",
        judge=_judge,
    ),
)
