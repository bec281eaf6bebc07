"""Frequency, retention and copies of backups."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    Wire,
    at,
    items,
    number,
)
from soc2_baseline.policy_pack.rules.backup.schedules import DEFAULT_SCHEDULE, is_daily

DAYS = 35
THROWAWAY_DAYS = 7
_THROWAWAY = (Profile.SANDBOX, Profile.DEV)


def _judge(plan: Resource, context: Context) -> Iterator[Finding]:
    rules = items(plan.at("rules"))
    schedules = [_schedule(rule) for rule in rules]
    daily = [
        rule
        for rule, schedule in zip(rules, schedules, strict=True)
        if schedule is UNKNOWN or (isinstance(schedule, str) and is_daily(schedule))
    ]
    sure = any(_schedule(rule) is not UNKNOWN for rule in daily)
    if not sure:
        verdict = Verdict.UNDETERMINED if daily else Verdict.VIOLATION
        yield Finding("schedule", "no rule of the plan makes daily backups", verdict)
    if daily:
        yield from _retention(daily, context)
    if context.profile is Profile.PROD and context.vocabulary.wants_region_copies:
        yield from _copies(plan, rules, context)


def _schedule(rule: Any) -> Any:
    schedule = at(rule, "schedule")
    return DEFAULT_SCHEDULE if schedule is None else schedule


def _retention(daily: list[Any], context: Context) -> Iterator[Finding]:
    days = int(context.options["days"])
    if context.profile in _THROWAWAY:
        days = min(days, THROWAWAY_DAYS)
    kept = [number(at(rule, "lifecycle", "deleteAfter")) for rule in daily]
    if any(value is None or (value is not UNKNOWN and value >= days) for value in kept):
        return
    unknown = any(value is UNKNOWN for value in kept)
    verdict = Verdict.UNDETERMINED if unknown else Verdict.VIOLATION
    yield Finding("retention", f"daily backups are kept for less than {days} days", verdict)


def _copies(plan: Resource, rules: list[Any], context: Context) -> Iterator[Finding]:
    targets = [
        at(copy, "destinationVaultArn") for rule in rules for copy in items(at(rule, "copyActions"))
    ]
    if any(isinstance(target, str) and _elsewhere(target, plan, context) for target in targets):
        return
    sentence = "no rule of the plan copies backups to another region or account"
    if any(target is UNKNOWN for target in targets):
        wire = Wire("rules", ("backup.Vault",))
        yield Finding("copy", sentence, Verdict.UNDETERMINED, wire=wire)
    else:
        yield Finding("copy", sentence)


def _elsewhere(arn: str, plan: Resource, context: Context) -> bool:
    parts = arn.split(":")
    region, account = (parts[3], parts[4]) if len(parts) > 4 else ("", "")
    home = plan.at("region") or (plan.provider.props.get("region") if plan.provider else None)
    own = context.vocabulary.account_id
    return region != home or (own is not None and account != own)


RULES = (
    ResourceRule(
        id="backup-plan",
        types=("backup.Plan",),
        criteria=("A1.2", "CC7.5"),
        severity=Severity.HIGH,
        summary="Backups are made at least daily, kept for weeks, and copied where that is "
        "required.",
        fix='Set a rule with schedule="cron(0 5 * * ? *)" and lifecycle delete_after=35 or more.',
        keys={
            "schedule": "rules.schedule",
            "retention": "rules.lifecycle.delete_after",
            "copy": "rules.copy_actions",
        },
        options={
            "days": {
                "type": "integer",
                "minimum": 1,
                "default": DAYS,
                "description": "Minimum number of days to keep daily backups.",
            }
        },
        reference="AWS Backup developer guide: backup plans, BackupRule (default schedule); "
        "AWS Config backup-plan-min-frequency-and-min-retention-check",
        why="Data written since the last backup is lost; if damage is noticed after the last good "
        "backup has expired, everything is.",
        judge=_judge,
    ),
)
