"""Resource policies of tables and streams."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    Context,
    Finding,
    Malformed,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    Verdict,
    doubtful,
    foreign_accounts,
    open_to_all,
    parse,
    sure,
)


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    try:
        document = parse(resource.at("policy"))
    except Malformed:
        yield Finding("malformed", "the policy cannot be read")
        return
    sentence = "the policy allows everybody, and no condition narrows that"
    public = sure(open_to_all, document)
    if public is not False:
        findings = [Finding("public", sentence)]
        yield from findings if public else doubtful(findings)
    if not context.vocabulary.account_id:
        return
    try:
        for account in foreign_accounts(document, context):
            yield Finding("foreign", f"the policy allows account {account}, which is not trusted")
    except ValueUnknown:
        yield Finding("foreign", LATER, Verdict.UNDETERMINED)


RULES = (
    ResourceRule(
        id="dynamodb-resource-policy",
        types=("dynamodb.ResourcePolicy",),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.CRITICAL,
        summary="Policies of tables allow neither everybody nor an untrusted account.",
        fix="In policy, name principals of this account or of a trusted account.",
        keys={"public": "policy", "foreign": "policy", "malformed": "policy"},
        reference="Amazon DynamoDB developer guide: using resource-based policies",
        why="Strangers read and write the table's items without any role of this account.",
        judge=_judge,
    ),
)
