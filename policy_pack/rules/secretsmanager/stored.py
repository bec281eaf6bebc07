"""Encryption, recovery window and policies of secrets."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    at,
    expect,
    is_customer_key,
    items,
    number,
)
from soc2_baseline.policy_pack.rules.sns_sqs.audiences import visitors

SECRET = "aws:secretsmanager/secret:Secret"  # noqa: S105
SHORTEST_WINDOW_DAYS = 7


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    if resource.type == SECRET:
        sentence = "the secret is not encrypted with a customer managed key"
        key = resource.at("kmsKeyId")
        wire = Wire("kmsKeyId", CUSTOMER_KEYS)
        yield from expect(key, is_customer_key, "cmk", sentence, wire=wire)
        window = resource.at("recoveryWindowInDays")
        yield from expect(
            number(window) if window is not None else SHORTEST_WINDOW_DAYS,
            lambda days: days is not None and days >= SHORTEST_WINDOW_DAYS,
            "window",
            "the recovery window is too short: a deleted secret is lost at once",
        )
    yield from visitors(resource, context)
    if resource.type == SECRET:
        sentence = "a replica is not encrypted with a customer managed key"
        wire = Wire("replicas", CUSTOMER_KEYS)
        for replica in items(resource.at("replicas")):
            key = at(replica, "kmsKeyId")
            yield from expect(key, is_customer_key, "replica", sentence, wire=wire)


RULES = (
    ResourceRule(
        id="secret-cmk-recovery",
        types=("secretsmanager.Secret", "secretsmanager.SecretPolicy"),
        criteria=("CC6.1",),
        severity=Severity.HIGH,
        summary="Secrets use a customer managed key, can be recovered, and allow no strangers.",
        fix="Set kms_key_id (on replicas too), recovery_window_in_days to 7 or more, and name "
        "principals in policy.",
        why="A secret gives access to everything that it protects; deleting it at once takes down "
        "every service that needs it.",
        keys={
            "cmk": "kms_key_id",
            "replica": "replicas.kms_key_id",
            "window": "recovery_window_in_days",
            "public": "policy",
            "foreign": "policy",
            "malformed": "policy",
        },
        reference="AWS Secrets Manager user guide: encryption and decryption; resource-based "
        "policies; checkov CKV_AWS_149",
        judge=_judge,
    ),
)
