"""Permissions to read credentials or data of any resource."""

from collections.abc import Callable, Iterator, Mapping

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    ParsedStatement,
    Resource,
    ResourceRule,
    Severity,
    like,
    some,
)
from soc2_baseline.policy_pack.rules.iam.actions import CREDENTIAL_READS, DATA_READS, READ_KEYS
from soc2_baseline.policy_pack.rules.iam.meaning import (
    held,
    reaches,
    unscoped,
    whole_kind,
    whole_service,
)
from soc2_baseline.policy_pack.rules.iam.reading import IDENTITY_TYPES, each, identity_texts, judged


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from judged(identity_texts(resource), _document, "data")


def _document(document: Document) -> Iterator[Finding]:
    def credentials(statement: ParsedStatement) -> Iterator[Finding]:
        action = _wild(document, statement, CREDENTIAL_READS, whole_kind)
        if action:
            yield Finding(
                "credentials", f"a statement allows {action} for all credentials or secrets"
            )

    def data(statement: ParsedStatement) -> Iterator[Finding]:
        action = _wild(document, statement, DATA_READS, whole_service)
        if action:
            yield Finding("data", f"a statement allows {action} on every resource")

    for statement in document.allowing():
        yield from each([statement], credentials, "credentials")
        yield from each([statement], data, "data")


def _wild(
    document: Document,
    statement: ParsedStatement,
    table: Mapping[str, tuple[str, ...]],
    is_wild: Callable[[str], bool],
) -> str | None:
    """Return the first action of a table that a statement allows without a resource scope."""
    found: list[str] = []

    def is_read(pattern: str) -> bool:
        service, _, name = pattern.partition(":")
        # iam-no-service-star and iam-no-admin-star cover these.
        if set(name) <= {"*", "?"}:
            return False
        found.extend(
            action
            for action in table.get(service, ())
            if like(pattern, action.lower())
            and unscoped(statement, lambda r: is_wild(r) and reaches(r, (service,)))
            and not held(document, statement, *READ_KEYS, action=action)
            and not document.withdraws(statement, action)
        )
        return bool(found)

    return found[0] if some(statement.actions, is_read) else None


RULES = (
    ResourceRule(
        id="iam-no-exfil-actions",
        types=IDENTITY_TYPES,
        criteria=("CC6.3", "CC6.7"),
        severity=Severity.HIGH,
        summary="Policies that allow reading secrets or data name the resources.",
        fix="In policy, name the ARNs of the resources, or require aws:ResourceTag.",
        keys={"credentials": "policy", "data": "policy"},
        reference="Service Authorization Reference: resource types of read actions; "
        "checkov CKV_AWS_287, CKV_AWS_288",
        why="One stolen session can read every secret and every store of the account, including "
        "those of other tenants.",
        judge=_judge,
    ),
)
