"""Logs, tracing and encryption of AWS Step Functions state machines."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    expect,
    is_customer_key,
    is_given,
    is_true,
)

STATE_MACHINE = "aws:sfn/stateMachine:StateMachine"
OURS = "CUSTOMER_MANAGED_KMS_KEY"
LEVELS = ("ALL", "ERROR")


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == STATE_MACHINE:
        yield from _logging(resource)
        tracing = resource.at("tracingConfiguration", "enabled")
        yield from expect(tracing, is_true, "tracing", "executions are not traced with AWS X-Ray")
    sentence = "executions are not encrypted with a customer managed key"
    kind = resource.at("encryptionConfiguration", "type")
    yield from expect(kind, lambda kind: kind == OURS, "cmk", sentence)
    if kind is not UNKNOWN and kind == OURS:
        wire = Wire("encryptionConfiguration", CUSTOMER_KEYS)
        key = resource.at("encryptionConfiguration", "kmsKeyId")
        yield from expect(key, is_customer_key, "cmk", sentence, wire=wire)


def _logging(machine: Resource) -> Iterator[Finding]:
    level = machine.at("loggingConfiguration", "level")
    yield from expect(
        level, lambda level: level in LEVELS, "logging", "failed executions are not logged"
    )
    if level is not UNKNOWN and level in LEVELS:
        yield from expect(
            machine.at("loggingConfiguration", "logDestination"),
            is_given,
            "logging",
            "logging has no destination",
            wire=Wire("loggingConfiguration", ("cloudwatch.LogGroup",)),
        )


RULES = (
    ResourceRule(
        id="sfn-guarded",
        types=("sfn.StateMachine", "sfn.Activity"),
        criteria=("CC7.2",),
        severity=Severity.MEDIUM,
        summary="State machines log failures, are traced and use a customer managed key.",
        fix='Set logging_configuration (level="ALL" or "ERROR", log_destination), '
        "tracing_configuration.enabled=True and encryption_configuration with your key.",
        why="Without a log nobody can find out which step failed with which input; the input "
        "itself is often personal or confidential.",
        keys={
            "logging": "logging_configuration.level",
            "tracing": "tracing_configuration.enabled",
            "cmk": "encryption_configuration.kms_key_id",
        },
        reference="AWS Step Functions developer guide: logging in CloudWatch Logs; data at rest "
        "encryption; Security Hub StepFunctions.1; checkov CKV_AWS_284, CKV_AWS_285",
        judge=_judge,
    ),
)
