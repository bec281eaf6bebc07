"""Encryption and policies of Amazon SQS queues.

Amazon SQS encrypts new queues unless that is switched off (AWS's default since 2022).
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    ACCOUNT,
    UNKNOWN,
    Context,
    Finding,
    Malformed,
    ParsedStatement,
    Principal,
    Resource,
    ResourceRule,
    Severity,
    every,
    expect,
    is_given,
    known,
    some,
)
from soc2_baseline.policy_pack.rules.sns_sqs.audiences import document_of, visitors

QUEUE = "aws:sqs/queue:Queue"
EVERYTHING = ("*", "sqs:*", "*:*")


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    if resource.type == QUEUE:
        yield from _encryption(resource)
    yield from visitors(resource, context)
    yield from _actions(resource)


def _encryption(queue: Resource) -> Iterator[Finding]:
    key = queue.at("kmsMasterKeyId")
    if key is UNKNOWN or is_given(key):
        return
    sentence = "the queue's messages are not encrypted"
    managed = queue.at("sqsManagedSseEnabled")
    yield from expect(managed, lambda on: on not in (False, "false"), "encryption", sentence)


def _actions(resource: Resource) -> Iterator[Finding]:
    try:
        document = document_of(resource)
    except Malformed:
        return
    if document and some(document.allowing(), _allows_everything):
        yield Finding(
            "actions", "the policy allows all actions to principals other than an account"
        )


def _allows_everything(statement: ParsedStatement) -> bool:
    return every(
        statement,
        lambda s: bool(s.not_actions) or some(s.actions, lambda a: known(a) in EVERYTHING),
        lambda s: some(s.principals, lambda principal: not _is_account(principal)),
    )


def _is_account(principal: Principal) -> bool:
    """Return whether this is an account as a whole, as in the statement that AWS itself writes.

    Everybody has another finding.
    """
    value = str(known(principal.value))
    whole = value.endswith(":root") or ACCOUNT.fullmatch(value) is not None
    return principal.anyone or (principal.kind == "AWS" and whole)


RULES = (
    ResourceRule(
        id="sqs-guarded",
        types=("sqs.Queue", "sqs.QueuePolicy"),
        criteria=("CC6.1", "A1.2"),
        severity=Severity.HIGH,
        summary="Queues are encrypted, allow no strangers and grant only named actions.",
        fix="Set kms_master_key_id (or leave sqs_managed_sse_enabled on), and name principals and "
        "actions in policy.",
        why="Anybody who can send to a queue or read from it can forge or see the system's "
        "messages.",
        keys={
            "encryption": "sqs_managed_sse_enabled",
            "public": "policy",
            "foreign": "policy",
            "actions": "policy",
            "malformed": "policy",
        },
        reference="Amazon SQS developer guide: security best practices; encryption at rest; "
        "Security Hub SQS.1; checkov CKV_AWS_27, CKV_AWS_72, CKV_AWS_168",
        remedies={"encryption": ("sqsManagedSseEnabled", True)},
        judge=_judge,
    ),
)
