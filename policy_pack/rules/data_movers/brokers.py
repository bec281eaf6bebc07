"""Network access, keys and logs of Amazon MQ brokers."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Verdict,
    expect,
    is_true,
    not_on,
    own_key,
)

RABBITMQ = "rabbitmq"


def judge_broker(broker: Resource, _context: Context) -> Iterator[Finding]:
    """Check a broker; RabbitMQ supports neither customer managed keys nor audit logs."""
    yield from expect(
        broker.at("publiclyAccessible"), not_on, "public", "the broker is publicly accessible"
    )
    yield from expect(
        broker.at("logs", "general"), is_true, "logs", "the broker writes no general log"
    )
    engine = broker.at("engineType")
    findings = _activemq(broker)
    if engine is UNKNOWN:
        for finding in findings:
            yield Finding(finding.key, finding.sentence, Verdict.UNDETERMINED)
    elif str(engine).lower() != RABBITMQ:
        yield from findings


def _activemq(broker: Resource) -> Iterator[Finding]:
    yield from expect(
        broker.at("logs", "audit"), is_true, "audit", "the broker writes no audit log"
    )
    owned = broker.at("encryptionOptions", "useAwsOwnedKey")
    if owned is not UNKNOWN and owned in (False, "false"):
        yield from own_key(
            broker, ("encryptionOptions", "kmsKeyId"), "the key is not a customer managed key"
        )
    else:
        yield from expect(
            owned, lambda _: False, "key", "the broker is encrypted with an AWS owned key"
        )
