"""Backup frequency derived from recovery point objectives, and those that backups cannot meet."""

from dataclasses import dataclass

from soc2_baseline.components.tenant import Tenant

HOUR = 3600
DAY = 24 * HOUR
BEST_POINT_SECONDS = 300
"""The newest point that continuous backups offer is typically five minutes old."""

LONGEST_CONTINUOUS_DAYS = 35
DAILY = "cron(0 3 * * ? *)"
_DIVISORS = (12, 8, 6, 4, 3, 2, 1)


@dataclass(frozen=True, slots=True)
class BackupRule:
    """One rule of a backup plan."""

    name: str
    schedule: str
    delete_after_days: int
    continuous: bool = False


def rules_for(tenant: Tenant | None, keep_days: int) -> tuple[BackupRule, ...]:
    """Return the rules: daily, and more often or continuously where an objective asks (A1.2)."""
    rules = [BackupRule("daily", DAILY, keep_days)]
    seconds = _shortest_snapshot_point(tenant)
    if seconds < DAY:
        hours = next(hours for hours in _DIVISORS if hours * HOUR <= seconds)
        rules.append(BackupRule(f"every-{hours}h", _every(hours), keep_days))
    if _wants_continuous(tenant):
        days = min(keep_days, LONGEST_CONTINUOUS_DAYS)
        rules.append(BackupRule("continuous", DAILY, days, continuous=True))
    return tuple(rules)


def objective_problems(place: str, tenant: Tenant | None) -> list[str]:
    """Report objectives that backups cannot meet, each with the term that binds."""
    data, region = _point(tenant, "data"), _point(tenant, "region")
    problems = []
    if data < BEST_POINT_SECONDS:
        problems.append(
            f"{place}: tenant.objectives.data.rpo {data}s; accepted is 5m or more, the age of the"
            " newest point that continuous backups offer"
        )
    if region < HOUR:
        problems.append(
            f"{place}: tenant.objectives.region.rpo {region}s; accepted is 1h or more, since AWS"
            " Backup copies once an hour at most; shorter takes replicas"
        )
    return problems


def _wants_continuous(tenant: Tenant | None) -> bool:
    # AWS Backup takes no schedule below an hour.
    return _point(tenant, "data") < HOUR


def _shortest_snapshot_point(tenant: Tenant | None) -> int:
    data = DAY if _wants_continuous(tenant) else _point(tenant, "data")
    return min(data, _point(tenant, "region"))


def _point(tenant: Tenant | None, scope: str) -> int:
    """Return the recovery point objective in seconds; a day where there is none."""
    objective = tenant.objectives.get(scope) if tenant else None
    return objective.rpo_seconds if objective else DAY


def _every(hours: int) -> str:
    return f"cron(0 {'*' if hours == 1 else f'0/{hours}'} * * ? *)"
