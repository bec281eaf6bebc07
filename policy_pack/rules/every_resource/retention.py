"""Retention limit of personal data in tables, logs and backups.

``s3-lifecycle-retention`` covers objects in buckets, and ``log-group-retention`` covers log groups
without any retention.
"""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    LATER,
    UNKNOWN,
    Context,
    DataClass,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    at,
    expect,
    is_true,
    items,
    number,
    token,
)

_TABLE = token("dynamodb.Table")
_GROUP = token("cloudwatch.LogGroup")


def _judge(store: Resource, context: Context) -> Iterator[Finding]:
    data_class = store.tag("data-class")
    if data_class is UNKNOWN:
        yield Finding(_key(store), LATER, Verdict.UNDETERMINED)
        return
    if data_class != DataClass.PERSONAL:
        raise NotApplicable("the resource is not tagged as personal data")
    limit = int(context.options["max-days"])
    if store.type == _TABLE:
        sentence = "items with personal data never expire: time to live is off"
        yield from expect(store.at("ttl", "enabled"), is_true, "expiry", sentence)
    elif store.type == _GROUP:
        yield from expect(
            number(store.at("retentionInDays")),
            lambda days: not days or days <= limit,
            "logs",
            f"logs with personal data are kept for more than {limit} days",
        )
    else:
        yield from _backups(store, limit)


def _key(store: Resource) -> str:
    return {_TABLE: "expiry", _GROUP: "logs"}.get(store.type, "backups")


def _backups(plan: Resource, limit: int) -> Iterator[Finding]:
    rules = items(plan.at("rules"))
    kept = [at(rule, "lifecycle", "deleteAfter") for rule in rules]
    for rule in rules:
        copies = at(rule, "copyActions")
        if copies is UNKNOWN:
            kept.append(UNKNOWN)
        else:
            kept += [at(copy, "lifecycle", "deleteAfter") for copy in items(copies)]
    sentence = f"backups of personal data are kept for more than {limit} days"
    days = [number(value) for value in kept]
    if any(value is not UNKNOWN and (not value or value > limit) for value in days):
        yield Finding("backups", sentence)
    elif any(value is UNKNOWN for value in days):
        yield Finding("backups", sentence, Verdict.UNDETERMINED)


RULES = (
    ResourceRule(
        id="retention-limit-personal-data",
        types=("dynamodb.Table", "cloudwatch.LogGroup", "backup.Plan"),
        criteria=("C1.2", "P4.2", "P4.3"),
        severity=Severity.MEDIUM,
        summary="Personal data in tables, logs and backups is deleted within the declared time.",
        fix="Set ttl={attribute_name, enabled}, retention_in_days, or lifecycle delete_after.",
        keys={
            "expiry": "ttl.enabled",
            "logs": "retention_in_days",
            "backups": "rules.lifecycle.delete_after",
        },
        options={
            "max-days": {
                "type": "integer",
                "minimum": 1,
                "default": 1095,
                "description": "Maximum number of days to keep personal data.",
            }
        },
        needs="tag_keys",
        why="Data that is kept longer than promised has to be found, protected and disclosed: "
        "without a setting that deletes it, the promise is broken from the first day.",
        reference="Amazon DynamoDB developer guide: time to live; Amazon CloudWatch Logs user "
        "guide: log retention; AWS Backup developer guide: lifecycle",
        judge=_judge,
    ),
)
