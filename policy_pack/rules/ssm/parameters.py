"""Encryption of AWS Systems Manager parameters, and sharing of documents."""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    LATER,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    at,
    expect,
    is_customer_key,
)
from soc2_baseline.policy_pack.rules.apigateway.texts import Unreadable
from soc2_baseline.policy_pack.rules.secretsmanager.plaintext import (
    REFERABLE,
    is_place,
    is_reference,
    names_a_secret,
    surely_names_a_secret,
)
from soc2_baseline.policy_pack.rules.ssm import sessions

PARAMETER = "aws:ssm/parameter:Parameter"
SECURE = "SecureString"
PLAIN = "the parameter is named like a secret but is not a SecureString"
_EVERYBODY = re.compile(r"(?:^|,)\s{0,4}all\s{0,4}(?:,|$)", re.IGNORECASE)


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    yield from _parameter(resource) if resource.type == PARAMETER else _document(resource)


def _parameter(parameter: Resource) -> Iterator[Finding]:
    kind = parameter.at("type")
    if kind is not UNKNOWN and kind == SECURE:
        sentence = "the parameter is not encrypted with a customer managed key"
        key = parameter.at("keyId")
        wire = Wire("keyId", CUSTOMER_KEYS)
        yield from expect(key, is_customer_key, "cmk", sentence, wire=wire)
        return
    name = parameter.at("name")
    name = parameter.name if name is None else name
    if name is UNKNOWN:
        if names_a_secret(parameter.name):
            yield Finding("secure", PLAIN, Verdict.UNDETERMINED)
        return
    if not (isinstance(name, str) and names_a_secret(name.rpartition("/")[2])):
        return
    values = [parameter.at(prop) for prop in ("value", "insecureValue", "valueWo")]
    texts = [value for value in values if isinstance(value, str)]
    sure = surely_names_a_secret(name)
    if texts and all(is_reference(text) or (not sure and is_place(text)) for text in texts):
        return
    unknown = [p for p in ("value", "insecureValue", "valueWo") if parameter.at(p) is UNKNOWN]
    if kind is not UNKNOWN and not unknown:
        yield Finding("secure", PLAIN)
    else:
        source = Wire(unknown[0], REFERABLE) if unknown else None
        yield Finding("secure", PLAIN, Verdict.UNDETERMINED, wire=source)


def _document(document: Resource) -> Iterator[Finding]:
    permissions = document.at("permissions")
    for prop in ("account_ids", "accountIds"):
        accounts = at(permissions, prop)
        yield from expect(
            accounts,
            lambda ids: not (isinstance(ids, str) and _EVERYBODY.search(ids)),
            "public",
            "the document is shared publicly",
        )
        if permissions is UNKNOWN:
            break
    kind, content = document.at("documentType"), document.at("content")
    if kind is not UNKNOWN and kind != "Session":
        return
    if kind is UNKNOWN or content is UNKNOWN:
        yield Finding("session-log", LATER, Verdict.UNDETERMINED)
        return
    try:
        yield from sessions.judge(str(content))
    except Unreadable:
        yield Finding("malformed", "the document cannot be read")


RULES = (
    ResourceRule(
        id="ssm-guarded",
        types=("ssm.Parameter", "ssm.Document"),
        criteria=("CC6.1", "CC7.2"),
        severity=Severity.HIGH,
        summary="Secret parameters and sessions use a customer managed key; no document is public.",
        fix='Set type="SecureString" and key_id; remove "All" from permissions; in session '
        "documents set kmsKeyId, a log and its encryption.",
        why="Plain parameters show secrets to everybody who may read them; sessions without logs "
        "leave no trace of an administrator's actions.",
        keys={
            "secure": "type",
            "cmk": "key_id",
            "public": "permissions",
            "session-key": "content",
            "session-log": "content",
            "session-log-key": "content",
            "malformed": "content",
        },
        reference="AWS Systems Manager user guide: SecureString parameters; sharing documents; "
        "session document schema; Security Hub SSM.4; checkov CKV_AWS_112, CKV_AWS_113, "
        "CKV_AWS_303, CKV_AWS_337, CKV2_AWS_34",
        judge=_judge,
    ),
)
