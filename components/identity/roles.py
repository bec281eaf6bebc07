"""The roles of people, what each may do, and for how long at a time."""

from enum import StrEnum

from soc2_baseline.components.identity.grants import (
    DATA_READS,
    operate_backups,
    operate_instances,
    read_configuration,
    read_logs,
    read_metrics,
    read_stores,
    use_keys,
    write_stores,
)
from soc2_baseline.components.identity.scope import Scope, deny
from soc2_baseline.components.statements import Statement
from soc2_baseline.core.vocabulary import Profile

HOUR = 3600
LONGEST_SESSION_SECONDS = 4 * HOUR


class StaffRole(StrEnum):
    """The roles of people who serve a tenant."""

    OPERATOR = "operator"
    DEVELOPER = "developer"
    AUDITOR = "auditor"
    BREAK_GLASS = "break-glass"


PURPOSES = {
    StaffRole.OPERATOR: "Operates backups, restores and instances, and reads logs",
    StaffRole.DEVELOPER: "Reads logs and metrics; outside prod also works on the data",
    StaffRole.AUDITOR: "Reads how everything is set up, and no data",
    StaffRole.BREAK_GLASS: "For emergencies only: all that a person may do inside the boundary",
}


def session_seconds(role: StaffRole, profile: Profile) -> int:
    """Return how long a session lasts at most."""
    if role is StaffRole.BREAK_GLASS:
        return HOUR
    if role is StaffRole.OPERATOR and profile is Profile.PROD:
        return HOUR
    return LONGEST_SESSION_SECONDS


def permissions(role: StaffRole, scope: Scope) -> list[Statement]:
    """Return the statements of a role."""
    looking = [*read_logs(scope), *read_metrics(scope)]
    data = [*read_stores(scope), *write_stores(scope), *use_keys(scope)]
    operating = [*operate_backups(scope), *operate_instances(scope)]
    match role:
        case StaffRole.OPERATOR:
            return [*read_configuration(scope), *looking, *operating]
        case StaffRole.DEVELOPER:
            in_prod = scope.environment.profile is Profile.PROD
            return looking if in_prod else [*looking, *data]
        case StaffRole.AUDITOR:
            return [*read_configuration(scope), *read_metrics(scope), _no_data()]
        case StaffRole.BREAK_GLASS:
            return [*read_configuration(scope), *looking, *data, *operating]


def _no_data() -> Statement:
    """Deny data to an auditor whom another policy gives more to."""
    actions = (
        *DATA_READS,
        "dynamodb:PartiQL*",
        "kms:Decrypt",
        "kms:ReEncrypt*",
        "logs:FilterLogEvents",
        "logs:GetLogEvents",
        "logs:StartQuery",
        "s3:GetObject*",
        "secretsmanager:GetSecretValue",
        "ssm:GetParameter*",
        "ssm:StartSession",
    )
    return deny("NoData", actions, "*")
