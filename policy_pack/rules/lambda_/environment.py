"""Environment variables of AWS Lambda functions: secrets and encryption."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    LATER,
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    expect,
    is_customer_key,
)
from soc2_baseline.policy_pack.rules.secretsmanager.plaintext import spilled


def _judge(function: Resource, context: Context) -> Iterator[Finding]:
    variables = function.at("environment", "variables")
    if variables is not UNKNOWN and not (isinstance(variables, dict) and variables):
        raise NotApplicable("the function has no environment variables")
    sentence = "the environment variables are not encrypted with a customer managed key"
    key = function.at("kmsKeyArn")
    if variables is not UNKNOWN or key is UNKNOWN:
        wire = Wire("kmsKeyArn", CUSTOMER_KEYS)
        yield from expect(key, is_customer_key, "cmk", sentence, wire=wire)
    elif not is_customer_key(key):
        yield Finding("cmk", sentence, Verdict.UNDETERMINED)
    if variables is UNKNOWN:
        yield Finding("secret", LATER, Verdict.UNDETERMINED)
    else:
        yield from spilled(variables.items(), "secret", "environment", context)


RULES = (
    ResourceRule(
        id="lambda-env",
        types=("lambda.Function",),
        criteria=("CC6.1", "A1.1"),
        severity=Severity.HIGH,
        summary="Environment variables use a customer managed key and contain no secrets.",
        fix="Set kms_key_arn to your key, and let the function read its secrets from Secrets "
        "Manager.",
        why="Everybody who may read a function's settings can read its variables; a customer "
        "managed key controls who can.",
        keys={"cmk": "kms_key_arn", "secret": "environment.variables"},
        reference="AWS Lambda developer guide: securing environment variables; "
        "checkov CKV_AWS_45, CKV_AWS_173",
        judge=_judge,
    ),
)
