"""Third parties with access, checked against the register of vendors and its reviews."""

from collections.abc import Iterator

from soc2_baseline.core.vendors import Vendor, Vendors
from soc2_baseline.policy_pack.kit import (
    ACCOUNT,
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    Verdict,
    is_given,
    parse,
    structured,
    token,
)
from soc2_baseline.policy_pack.rules.vendors.outsiders import (
    Outsider,
    issuer,
    of_document,
    saml_issuer,
)

ELSEWHERE = (
    "dynamodb.ResourcePolicy",
    "s3.AccessPoint",
    "s3.Bucket",
    "s3.BucketPolicy",
    "secretsmanager.Secret",
    "secretsmanager.SecretPolicy",
    "sns.Topic",
    "sns.TopicPolicy",
    "sqs.Queue",
    "sqs.QueuePolicy",
)
"""Types whose own rule already rejects accounts that are neither ours nor registered."""
_ELSEWHERE = frozenset(token(short) for short in ELSEWHERE)

_DOCUMENTS = {
    **dict.fromkeys(ELSEWHERE, "policy"),
    "backup.VaultPolicy": "policy",
    "cloudwatch.EventBusPolicy": "policy",
    "ec2.VpcEndpointPolicy": "policy",
    "ecr.RepositoryPolicy": "policy",
    "efs.FileSystemPolicy": "policy",
    "iam.Role": "assumeRolePolicy",
    "kms.Key": "policy",
    "kms.KeyPolicy": "policy",
    "kms.ReplicaKey": "policy",
}
_BY_TOKEN = {token(short): prop for short, prop in _DOCUMENTS.items()}
_PERMISSION = token("lambda.Permission")
_OPEN_ID = token("iam.OpenIdConnectProvider")
_SAML = token("iam.SamlProvider")


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    vendors = context.vocabulary.vendors
    if vendors is None:
        return
    said: set[tuple[str, str]] = set()
    try:
        for outsider in _let_in(resource, context):
            for finding in _judged(outsider, vendors, resource, context):
                if (finding.key, finding.sentence) not in said:
                    said.add((finding.key, finding.sentence))
                    yield finding
    except ValueUnknown:
        yield Finding("account", LATER, Verdict.UNDETERMINED)


def _judged(
    outsider: Outsider, vendors: Vendors, resource: Resource, context: Context
) -> Iterator[Finding]:
    vendor = _found(outsider, vendors)
    if vendor is None:
        if outsider.kind != "account" or resource.type not in _ELSEWHERE:
            sentence = (
                f"{outsider.kind} {outsider.name[:60]} does not belong to a registered vendor"
            )
            yield Finding(outsider.kind, sentence)
    elif vendor.overdue(context.today):
        due = vendor.review_due.isoformat()
        yield Finding("review", f"the review of vendor {vendor.name[:40]} was due on {due}")


def _found(outsider: Outsider, vendors: Vendors) -> Vendor | None:
    if outsider.kind == "account":
        return vendors.by_account(outsider.name)
    if outsider.kind == "organization":
        return vendors.by_organization(outsider.name)
    return vendors.by_issuer(outsider.name)


def _let_in(resource: Resource, context: Context) -> Iterator[Outsider]:
    if resource.type == _PERMISSION:
        yield from _by_permission(resource, context)
    elif resource.type == _OPEN_ID:
        yield from (Outsider("issuer", name) for name in issuer(resource.at("url")))
    elif resource.type == _SAML:
        names = saml_issuer(resource.at("samlMetadataDocument"))
        yield from (Outsider("issuer", name) for name in names)
    else:
        value = structured(resource.at(_BY_TOKEN[resource.type]))
        if value is not UNKNOWN and not is_given(value):
            raise NotApplicable("the resource has no policy")
        try:
            yield from of_document(parse(value), context)
        except Malformed as error:
            raise NotApplicable(str(error)) from error


def _by_permission(permission: Resource, context: Context) -> Iterator[Outsider]:
    """Yield third parties in a permission of a function: principal and organization."""
    statement: dict[str, object] = {"Effect": "Allow", "Principal": _principal(permission)}
    organization = permission.at("principalOrgId")
    if organization is UNKNOWN or is_given(organization):
        statement["Condition"] = {"StringEquals": {"aws:PrincipalOrgID": organization}}
    yield from of_document(parse({"Statement": [statement]}), context)


def _principal(permission: Resource) -> object:
    value = permission.at("principal")
    if not isinstance(value, str):
        return {"AWS": value}
    is_account = value == "*" or value.startswith("arn:") or ACCOUNT.fullmatch(value)
    return {"AWS" if is_account else "Service": value}


RULES = (
    ResourceRule(
        id="vendor-register",
        types=(*_DOCUMENTS, "lambda.Permission", "iam.OpenIdConnectProvider", "iam.SamlProvider"),
        criteria=("CC9.2", "CC6.6"),
        severity=Severity.HIGH,
        summary="Every external account, organization and issuer with access is a registered "
        "vendor.",
        fix="Remove it from policy (assume_role_policy, principal, url), or register and review "
        "the vendor in controls/vendors.yaml.",
        keys={
            "account": "assume_role_policy",
            "organization": "policy",
            "issuer": "url",
            "review": "review-due",
        },
        needs="vendors",
        why="Access of a vendor that nobody reviews outlives the contract, and a breach of the "
        "vendor becomes yours.",
        reference="IAM user guide: access to accounts owned by third parties; IAM Access Analyzer: "
        "external access; accounts need baseline:account-id, organizations "
        "baseline:organization-id",
        judge=_judge,
    ),
)
