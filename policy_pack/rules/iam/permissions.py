"""Policy statements that allow everything, a whole service, or a write without a resource."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Document,
    Finding,
    ParsedStatement,
    Resource,
    ResourceRule,
    Severity,
    every,
    like,
    some,
)
from soc2_baseline.policy_pack.rules.iam.actions import (
    DECRYPT_KEYS,
    DECRYPTS,
    RESTRICTABLE_WRITES,
    SCOPING_KEYS,
)
from soc2_baseline.policy_pack.rules.iam.meaning import (
    everything,
    granted,
    held,
    is_admin,
    pins,
    reaches,
    unscoped,
    whole_kind,
    whole_service,
)
from soc2_baseline.policy_pack.rules.iam.reading import IDENTITY_TYPES, each, identity_texts, judged


def _judge_admin(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from judged(identity_texts(resource), _admin, "admin", malformed=True)


def _admin(document: Document) -> Iterator[Finding]:
    yield from each(document.allowing(), lambda s: _admin_statement(document, s), "admin")


def _admin_statement(document: Document, statement: ParsedStatement) -> Iterator[Finding]:
    if every(statement, is_admin, lambda s: not document.withdraws(s)):
        yield Finding("admin", "a statement allows every action on every resource")


def _judge_services(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from judged(identity_texts(resource), _services, "service")


def _services(document: Document) -> Iterator[Finding]:
    for statement in document.allowing():
        yield from each([statement], _service, "service")
        yield from each([statement], lambda s: _write(document, s), "resource")
        yield from each([statement], lambda s: _decrypt(document, s), "decrypt")


def _service(statement: ParsedStatement) -> Iterator[Finding]:
    if is_admin(statement):
        return
    if statement.not_actions:
        yield Finding(
            "service", "NotAction allows all actions of the services that it does not list"
        )
    elif some(statement.actions, lambda action: set(str(action).partition(":")[2]) <= {"*", "?"}):
        yield Finding("service", "a statement allows all actions of a service")


def _write(document: Document, statement: ParsedStatement) -> Iterator[Finding]:
    # Whole services have their own finding; naming one of their writes would add nothing.
    if statement.not_actions or pins(statement, *SCOPING_KEYS):
        return
    action = _first_write(document, statement)
    if action and unscoped(statement, whole_service):
        yield Finding("resource", f"a statement allows {action} on every resource")


def _first_write(document: Document, statement: ParsedStatement) -> str | None:
    """Return the first restrictable write allowed by name or by a pattern such as ``s3:Put*``."""
    found: list[str] = []

    def is_write(pattern: str) -> bool:
        service, _, name = pattern.partition(":")
        if set(name) <= {"*", "?"}:
            return False
        writes = RESTRICTABLE_WRITES.get(service, ())
        found.extend(
            write
            for write in writes
            if like(pattern, write.lower())
            and not held(document, statement, *SCOPING_KEYS, action=write)
            and not document.withdraws(statement, write)
        )
        return bool(found)

    return found[0] if some(statement.actions, is_write) else None


def _decrypt(document: Document, statement: ParsedStatement) -> Iterator[Finding]:
    if is_admin(statement) or not some(DECRYPTS, lambda a: granted(document, statement, a)):
        return
    if unscoped(statement, everything):
        yield Finding("decrypt", "a statement allows decryption with every key")
    elif unscoped(statement, _every_key) and not some(
        DECRYPTS, lambda a: held(document, statement, *DECRYPT_KEYS, action=a)
    ):
        yield Finding("decrypt", "a statement allows decryption with all keys of an account")


def _every_key(resource: str) -> bool:
    return whole_kind(resource) and reaches(resource, ("kms",))


RULES = (
    ResourceRule(
        id="iam-no-admin-star",
        types=IDENTITY_TYPES,
        criteria=("CC6.3",),
        severity=Severity.CRITICAL,
        summary="No policy allows every action on every resource.",
        fix="Name the actions and the resources in the statements of policy.",
        keys={"admin": "policy", "document": "policy"},
        reference="IAM user guide: least privilege; Security Hub IAM.1; checkov CKV_AWS_62",
        why="An attacker who takes over one such session controls the account: its data, logs and "
        "keys.",
        judge=_judge_admin,
    ),
    ResourceRule(
        id="iam-no-service-star",
        types=IDENTITY_TYPES,
        criteria=("CC6.3", "C1.1"),
        severity=Severity.HIGH,
        summary="Policies name actions, the resources of writes, and the keys for decryption.",
        fix="In policy, name actions and resource ARNs, or require aws:ResourceTag or another "
        "scoping key.",
        keys={
            "service": "policy",
            "resource": "policy",
            "decrypt": "policy",
        },
        reference="Service Authorization Reference: resource types, condition keys that "
        "distinguish resources; Security Hub IAM.21, KMS.1, KMS.2; checkov CKV_AWS_290, "
        "CKV_AWS_355",
        why="A mistake or an attacker can change every resource of a service, delete its "
        "protection, and decrypt data of other tenants.",
        judge=_judge_services,
    ),
)
