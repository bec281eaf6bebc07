"""Rotation of secrets.

Exempt are secrets tagged as static, and those that other services create or only read: their names
contain ``!``, or start with the prefix that a service requires.
"""

import re
from collections.abc import Iterator
from fnmatch import fnmatchcase

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    at,
    either,
    guarded,
    is_given,
    known,
    number,
    shown,
    sure,
    unplaced,
)
from soc2_baseline.policy_pack.rules.secretsmanager.schedules import longest_gap

ROTATION = "secretsmanager.SecretRotation"
MISSING = "the secret has no rotation"
_MANAGED = re.compile(r"[a-z-]{1,40}!")


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    lost = bool(unplaced(graph, "secretId", ROTATION))
    for secret in graph.of("secretsmanager.Secret"):
        yield from guarded(_secret, secret, "missing", graph, context, lost)
    for rotation in graph.of(ROTATION):
        yield from guarded(_rotation, rotation, "interval", context)


def _secret(secret: Resource, graph: StackGraph, context: Context, lost: bool) -> Iterator[Finding]:
    if graph.satellites(secret, "secretId", ROTATION):
        return
    exempt = sure(_is_static, secret, context)
    if exempt:
        return
    if exempt is None or lost:
        yield Finding("missing", MISSING, Verdict.UNDETERMINED, secret.urn)
    elif not context.vocabulary.offers(ROTATION):
        yield Finding("missing", MISSING, Verdict.NOT_OFFERED, secret.urn, detail="rotation")
    else:
        yield Finding("missing", MISSING, urn=secret.urn)


def _is_static(secret: Resource, context: Context) -> bool:
    return either(lambda: _is_tagged(secret, context), lambda: _is_named(secret, context))


def _is_tagged(secret: Resource, context: Context) -> bool:
    return bool(known(secret.tag(context.options["tag"])) == context.options["static"])


def _is_named(secret: Resource, context: Context) -> bool:
    name = secret.at("name")
    prefix = secret.at("namePrefix")
    text = known(name if name is not None else prefix)
    return isinstance(text, str) and (
        _MANAGED.match(text) is not None
        or any(fnmatchcase(text, pattern) for pattern in context.options["names"])
    )


def _rotation(rotation: Resource, context: Context) -> Iterator[Finding]:
    enabled = rotation.at("rotationEnabled")
    if enabled is not UNKNOWN and enabled in (False, "false"):
        yield Finding("disabled", "rotation is disabled", urn=rotation.urn)
        return
    rules = shown(rotation, "rotationRules")
    days = number(at(rules, "automaticallyAfterDays"))
    expression = at(rules, "scheduleExpression")
    if expression is not UNKNOWN and is_given(expression):
        days = longest_gap(str(expression))
    allowed = context.options["days"]
    sentence = f"the secret is rotated less often than every {allowed} days"
    if known(days) is None:
        if known(expression) is None:
            yield Finding("interval", "the rotation has no interval", urn=rotation.urn)
        else:
            sentence = "the rotation schedule cannot be read"
            yield Finding("interval", sentence, Verdict.UNDETERMINED, rotation.urn)
    elif not 0 < days <= allowed:
        yield Finding("interval", sentence, urn=rotation.urn)
    if enabled is UNKNOWN:
        yield Finding("disabled", "rotation is disabled", Verdict.UNDETERMINED, rotation.urn)


RULES = (
    StackRule(
        id="secret-rotation",
        types=("secretsmanager.Secret", ROTATION),
        criteria=("CC6.1",),
        severity=Severity.MEDIUM,
        summary="Secrets are rotated at least every 90 days, unless they are tagged as static.",
        fix="Add secretsmanager.SecretRotation(secret_id=…) with automatically_after_days of 90 "
        'or less, or tag the secret rotation="static".',
        why="A leaked secret stays useful to an attacker until it is rotated.",
        keys={
            "missing": "secret_id",
            "interval": "rotation_rules.automatically_after_days",
            "disabled": "rotation_enabled",
        },
        reference="AWS Secrets Manager user guide: rotating secrets; rotation schedules; "
        "Security Hub SecretsManager.1, SecretsManager.4; checkov CKV_AWS_304, CKV2_AWS_57",
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": 90,
                "description": "Maximum number of days between rotations.",
            },
            "tag": {
                "type": "string",
                "default": "rotation",
                "description": "Tag that marks secrets that cannot rotate.",
            },
            "static": {
                "type": "string",
                "default": "static",
                "description": "Value of the tag on secrets that cannot rotate.",
            },
            "names": {
                "type": "array",
                "items": {"type": "string"},
                "default": ["ecr-pullthroughcache/*"],
                "description": "Names (globs) of secrets that cannot rotate.",
            },
        },
        judge=_judge,
    ),
)
