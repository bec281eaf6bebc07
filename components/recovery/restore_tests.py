"""Restores that are tried on a schedule, of the latest backups of a vault (A1.3).

AWS Backup restores into buckets and tables that it makes and names ``awsbackup-restore-test-*``,
and deletes them after the window for validation (AWS Backup developer guide: restore testing).
"""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from baseline.vocabulary import Profile
from components.arguments import check_keys
from components.base import BaselineComponent
from components.environment import Environment
from components.statements import document, service_trust

START_WINDOW_HOURS = 24
LONGEST_WINDOW_DAYS = 365
LONGEST_VALIDATION_HOURS = 168
_USUAL_WINDOW_DAYS = 7
_USUAL_VALIDATION_HOURS = 24

_PLAN = "aws:backup/restoreTestingPlan:RestoreTestingPlan"
_SELECTION = "aws:backup/restoreTestingSelection:RestoreTestingSelection"
_ROLE = "restore-test"
_MANAGED_POLICIES = {
    "restores": "service-role/AWSBackupServiceRolePolicyForRestores",
    "s3": "AWSBackupServiceRolePolicyForS3Restore",
}
_TESTED_TYPES = ("DynamoDB", "S3")
"""What tenants store things in, as in ProtectedResourceType of the AWS Backup API."""


class RestoreCadence(StrEnum):
    """How often restores are tried."""

    WEEKLY = "weekly"
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"


_SCHEDULES = {
    RestoreCadence.WEEKLY: "cron(0 5 ? * SUN *)",
    RestoreCadence.MONTHLY: "cron(0 5 1 * ? *)",
    RestoreCadence.QUARTERLY: "cron(0 5 1 1,4,7,10 ? *)",
}
"""Two hours after the daily backup."""
_OFTEN = (RestoreCadence.WEEKLY, RestoreCadence.MONTHLY)
_ACCEPTED: Mapping[Profile, tuple[RestoreCadence, ...]] = {
    Profile.SANDBOX: tuple(RestoreCadence),
    Profile.DEV: tuple(RestoreCadence),
    Profile.STAGE: _OFTEN,
    Profile.PROD: _OFTEN,
}
"""Stage and prod try restores more often than their backups expire."""


class RestoreTestArgs(TypedDict):
    """How restores are tried."""

    cadence: NotRequired[RestoreCadence]
    """How often; ``monthly`` by default, and never more seldom in stage and prod."""
    window_days: NotRequired[int]
    """How old the backup that is restored may be; 7 by default, at most what backups are kept."""
    validation_hours: NotRequired[int]
    """How long what was restored stays for validation, 1 to 168; 24 by default."""


@dataclass(frozen=True, slots=True)
class RestoreTest:
    """What was decided."""

    schedule: str
    window_days: int
    validation_hours: int


def restore_test_problems(
    place: str, environment: Environment, args: RestoreTestArgs, keep_days: int
) -> list[str]:
    """A cadence that the profile does not accept, windows outside of their bounds."""
    check_keys(args, RestoreTestArgs, f"{place}: restore_test")
    accepted = _ACCEPTED[environment.profile]
    cadence = args.get("cadence", RestoreCadence.MONTHLY)
    problems = []
    if cadence not in accepted:
        problems.append(
            f"{place}: restore_test.cadence {str(cadence)!r}; accepted in {environment.profile}"
            f" are {', '.join(accepted)}"
        )
    for name, value, most in (
        ("window_days", _window_days(args), min(keep_days, LONGEST_WINDOW_DAYS)),
        ("validation_hours", _validation_hours(args), LONGEST_VALIDATION_HOURS),
    ):
        if not 1 <= value <= most:
            problems.append(f"{place}: restore_test.{name} {value!r}; accepted are 1 to {most}")
    return problems


def restore_test(args: RestoreTestArgs) -> RestoreTest:
    """What arguments without problems come to."""
    cadence = RestoreCadence(args.get("cadence", RestoreCadence.MONTHLY))
    return RestoreTest(_SCHEDULES[cadence], _window_days(args), _validation_hours(args))


def make_restore_test(
    host: BaselineComponent,
    test: RestoreTest,
    vault: aws.backup.Vault,
    boundary_arn: pulumi.Input[str] | None,
) -> None:
    """The plan, and a selection of each type of store that carries the tenant's tag."""
    if not host.offers(_PLAN):
        return
    plan = aws.backup.RestoreTestingPlan(
        host.name,
        # AWS takes letters, digits and underscores.
        name=_underscored(host.physical_name(_ROLE)),
        schedule_expression=test.schedule,
        schedule_expression_timezone="Etc/UTC",
        start_window_hours=START_WINDOW_HOURS,
        recovery_point_selection=aws.backup.RestoreTestingPlanRecoveryPointSelectionArgs(
            algorithm="LATEST_WITHIN_WINDOW",
            include_vaults=[vault.arn],
            recovery_point_types=["CONTINUOUS", "SNAPSHOT"],
            selection_window_days=test.window_days,
        ),
        tags=host.tags,
        opts=host.child(),
    )
    if host.offers(_SELECTION):
        role, attachments = _make_role(host, boundary_arn)
        for store in _TESTED_TYPES:
            _select(host, test, plan, store, role, attachments)


def _make_role(
    host: BaselineComponent, boundary_arn: pulumi.Input[str] | None
) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
    # Apart from the backup role, which people may hand over: nobody starts a restore with this one.
    role = aws.iam.Role(
        f"{host.name}-{_ROLE}",
        name=host.physical_name(_ROLE),
        description=f"AWS Backup tries restores of what belongs to {host.tenant_id}",
        assume_role_policy=document(service_trust("backup.amazonaws.com")),
        permissions_boundary=boundary_arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    attachments: list[pulumi.Resource] = [
        aws.iam.RolePolicyAttachment(
            f"{host.name}-{_ROLE}-{word}",
            role=role.name,
            policy_arn=host.environment.arn("iam", f"policy/{path}", region="", account="aws"),
            opts=host.child(),
        )
        for word, path in _MANAGED_POLICIES.items()
    ]
    return role, attachments


def _select(
    host: BaselineComponent,
    test: RestoreTest,
    plan: aws.backup.RestoreTestingPlan,
    store: str,
    role: aws.iam.Role,
    attachments: list[pulumi.Resource],
) -> None:
    tag = aws.backup.RestoreTestingSelectionProtectedResourceConditionsStringEqualArgs(
        key="aws:ResourceTag/tenant", value=host.tenant_id
    )
    aws.backup.RestoreTestingSelection(
        f"{host.name}-{store.lower()}",
        name=_underscored(host.physical_name(store.lower())),
        restore_testing_plan_name=plan.name,
        protected_resource_type=store,
        protected_resource_conditions=(
            aws.backup.RestoreTestingSelectionProtectedResourceConditionsArgs(string_equals=[tag])
        ),
        validation_window_hours=test.validation_hours,
        iam_role_arn=role.arn,
        opts=host.child(depends_on=attachments),
    )


def _underscored(name: str) -> str:
    return name.replace("-", "_")


def _window_days(args: RestoreTestArgs) -> int:
    return args.get("window_days", _USUAL_WINDOW_DAYS)


def _validation_hours(args: RestoreTestArgs) -> int:
    return args.get("validation_hours", _USUAL_VALIDATION_HOURS)
