"""Public access and foreign accounts in bucket policies."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Document,
    Finding,
    Malformed,
    NotApplicable,
    Principal,
    Resource,
    ResourceRule,
    Severity,
    foreign_accounts,
    is_given,
    known,
    open_to_all,
    parse,
    some,
    there,
)

TYPES = ("s3.BucketPolicy", "s3.Bucket", "s3.AccessPoint")
POINT_POLICY = "s3control.AccessPointPolicy"
UNREADABLE = "the policy cannot be read"


def _document(resource: Resource) -> Document:
    text = resource.at("policy")
    if not is_given(text):
        raise NotApplicable("the resource has no policy")
    return parse(text)


def _judge_public(resource: Resource, _context: Context) -> Iterator[Finding]:
    if there(resource.at("vpcConfiguration")):
        raise NotApplicable("the access point accepts requests only from its VPC")
    try:
        if open_to_all(_document(resource)):
            yield Finding("public", "the policy allows everybody, and no condition narrows that")
    except Malformed:
        yield Finding("malformed", UNREADABLE)


def _judge_foreign(resource: Resource, context: Context) -> Iterator[Finding]:
    try:
        document = _document(resource)
    except Malformed as problem:
        raise NotApplicable("s3-policy-no-public reports a policy that cannot be read") from problem
    if _hides_account(document):
        yield Finding("hidden", "the policy names a principal without a recognizable account")
    for account in foreign_accounts(document, context):
        yield Finding("foreign", f"the policy allows account {account}, which is not trusted")


def _hides_account(document: Document) -> bool:
    return some(
        document.allowing(),
        lambda statement: some(
            statement.principals,
            lambda principal: principal.value is not UNKNOWN and _hidden(principal),
        ),
    )


def _hidden(principal: Principal) -> bool:
    """Return whether a principal is a canonical user, or the id of a deleted principal."""
    if principal.kind == "CanonicalUser":
        return True
    no_arn = principal.kind == "AWS" and ":" not in known(principal.value)
    return no_arn and not principal.anyone and not principal.account


RULES = (
    ResourceRule(
        id="s3-policy-no-public",
        types=TYPES,
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.CRITICAL,
        summary="No bucket policy is public.",
        fix="Name principals in policy, or add a condition on aws:PrincipalOrgID, "
        "aws:SourceVpce or aws:SourceAccount with fixed values.",
        keys={"public": "policy", "malformed": "policy"},
        reference="Amazon S3 user guide: blocking public access, the meaning of public; "
        "Security Hub S3.2, S3.3; checkov CKV_AWS_70",
        why="Otherwise anybody on the internet can read or change the objects, without being "
        "stopped or found.",
        judge=_judge_public,
    ),
    ResourceRule(
        id="s3-policy-cross-account",
        types=(*TYPES, POINT_POLICY),
        criteria=("CC6.6", "CC9.2"),
        severity=Severity.HIGH,
        summary="Bucket policies allow only trusted accounts.",
        fix="Remove the account from policy, or add it to the stack's baseline:trusted-accounts.",
        keys={"foreign": "policy", "hidden": "policy"},
        reference="Amazon S3 user guide: bucket policies, cross-account access; Security Hub S3.6",
        needs="account_id",
        why="Another company's account can read the data under its own rules, and nobody here "
        "notices when data leaves it.",
        judge=_judge_foreign,
    ),
)
