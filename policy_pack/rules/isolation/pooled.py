"""Conditions that limit access to pooled stores to one tenant's part."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    ParsedStatement,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    Verdict,
    parse,
    shown,
    structured,
    token,
)
from soc2_baseline.policy_pack.rules.isolation.pools import (
    ITEM_ACTIONS,
    OBJECT_ACTIONS,
    Pools,
    Ties,
    covers_any,
    lists,
)

_HOLDERS = {
    "iam.Policy": "policy",
    "iam.RolePolicy": "policy",
    "iam.UserPolicy": "policy",
    "iam.GroupPolicy": "policy",
    "iam.Role": "inlinePolicies",
}
_BY_TOKEN = {token(short): prop for short, prop in _HOLDERS.items()}
_COPYING = frozenset(f"{name}.amazonaws.com" for name in ("s3", "backup", "batchoperations.s3"))
"""Services that copy a store as a whole, for the organization and not for a tenant."""
_LEADING = "dynamodb:leadingkeys"


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    pools, ties = Pools(graph, context), Ties(context)
    if not pools:
        return
    for holder in graph.of(*_HOLDERS):
        if not _copies(holder, graph):
            said: set[str] = set()
            for finding in _of_holder(holder, pools, ties):
                if finding.key not in said:
                    said.add(finding.key)
                    yield finding


def _of_holder(holder: Resource, pools: Pools, ties: Ties) -> Iterator[Finding]:
    prop = _BY_TOKEN[holder.type]
    unsure = False
    for document in _documents(shown(holder, prop)):
        try:
            for statement in parse(document).statements:
                try:
                    if statement.allows:
                        yield from _of_statement(holder, statement, pools, ties)
                except ValueUnknown:
                    unsure = True
        except ValueUnknown:
            unsure = True
        except Malformed:
            continue
    if unsure and pools.urns & holder.edges.get(prop, frozenset()):
        sentence = "the policy's statements about a pooled store are known only after the update"
        yield Finding("condition", sentence, Verdict.UNDETERMINED, holder.urn)


def _documents(value: object) -> Iterator[object]:
    tree = structured(value)
    if not isinstance(tree, list):
        if value is UNKNOWN or value:
            yield value
        return
    for item in tree:
        yield item.get("policy") if isinstance(item, dict) else item


def _of_statement(
    holder: Resource, statement: ParsedStatement, pools: Pools, ties: Ties
) -> Iterator[Finding]:
    unsure = False
    for pattern in statement.resources:
        if pattern is UNKNOWN:
            unsure = True
            continue
        for meant in pools.meant(pattern):
            if meant.service == "dynamodb":
                found = _of_table(statement, ties)
            else:
                found = _of_bucket(statement, meant.path, ties)
            for key, what in found:
                yield Finding(key, f"{what} {meant.name[:60]} of all tenants", urn=holder.urn)
    if unsure:
        raise ValueUnknown


def _of_table(statement: ParsedStatement, ties: Ties) -> Iterator[tuple[str, str]]:
    if not covers_any(statement, ITEM_ACTIONS) or ties.condition(statement):
        return
    if not ties.condition(statement, _LEADING):
        yield "condition", "the policy reads or writes items in"
    elif statement.covers("dynamodb:Scan") and not statement.requires(_LEADING):
        yield "scan", "the condition does not apply to a Scan, which reads"


def _of_bucket(statement: ParsedStatement, path: str, ties: Ties) -> Iterator[tuple[str, str]]:
    if path and covers_any(statement, OBJECT_ACTIONS):
        if not ties.text(path) and not ties.condition(statement):
            yield "prefix", "the policy reads or writes objects in"
    elif not path and lists(statement) and not ties.condition(statement, "s3:prefix"):
        yield "list", "the policy lists objects in"


def _copies(holder: Resource, graph: StackGraph) -> bool:
    """Return whether only services that copy whole stores have the policy."""
    roles = _roles(holder, graph)
    return bool(roles) and all(_trusts_only_copiers(role) for role in roles)


def _roles(holder: Resource, graph: StackGraph) -> list[Resource]:
    if holder.type == token("iam.Role"):
        return [holder]
    if holder.type == token("iam.Policy"):
        attachments = graph.satellites(holder, "policyArn", "iam.RolePolicyAttachment")
        return [r for each in attachments for r in graph.targets(each, "role", "iam.Role")]
    return graph.targets(holder, "role", "iam.Role")


def _trusts_only_copiers(role: Resource) -> bool:
    try:
        trusting = list(parse(role.at("assumeRolePolicy")).allowing())
        principals = [p for statement in trusting for p in statement.principals]
        return bool(principals) and all(
            p.kind == "Service" and p.value in _COPYING for p in principals
        )
    except (ValueUnknown, Malformed):
        return False


RULES = (
    StackRule(
        id="tenant-pooled-conditions",
        types=tuple(_HOLDERS),
        criteria=("CC6.1", "CC6.3"),
        severity=Severity.CRITICAL,
        summary="A policy that reads or writes a pooled store limits access to one tenant.",
        fix="In policy, limit dynamodb:LeadingKeys, the key prefix or s3:prefix to "
        "${aws:PrincipalTag/tenant}, and do not allow dynamodb:Scan.",
        keys={"condition": "policy", "scan": "policy", "prefix": "policy", "list": "policy"},
        needs="tenants",
        why="In a pooled store only this condition separates tenants; without it one wrong key in "
        "the code shows one tenant the records of another.",
        reference="Amazon DynamoDB developer guide: fine-grained access control (a Scan has no "
        "leading keys); AWS SaaS tenant isolation strategies: pool isolation",
        judge=_judge,
    ),
)
