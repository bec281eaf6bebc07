"""Settings of the organization's stack, which runs in the management account."""

from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

from pydantic import Field

from soc2_baseline.components.access import identity_center_args
from soc2_baseline.components.access.identity_center_args import IdentityCenterArgs
from soc2_baseline.components.organization import (
    delegation,
    guardrail_plan,
    member_account,
    organization,
)
from soc2_baseline.components.organization import spending as spending_alerts
from soc2_baseline.components.organization.guardrail_checks import ExtraPolicyArgs
from soc2_baseline.components.organization.member_account import MemberAccountArgs
from soc2_baseline.components.organization.policies.management import InternetGateways
from soc2_baseline.components.organization.spending import SpendingAlertsArgs
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.stacks.common.settings import AccountSettings, Model, Text

UNKNOWN_ID = "unknown"
"""Placeholder for ids that are unknown while settings are validated."""


class MemberSettings(Model):
    """A member account of the organization."""

    name: Text = Field(description="3 to 50 lower-case letters, digits, hyphens.")
    email: Text = Field(description="The address of the root user; a mailbox of several people.")
    unit: Unit = Field(Unit.QUARANTINE, description="Path of its unit, such as Workloads/Prod.")
    account_name: Text | None = Field(None, description="Its name in AWS; name if left out.")
    id: Text | None = Field(None, description="12 digits, to adopt an existing account.")


class PolicySettings(Model):
    """A custom policy."""

    name: Text = Field(description="2 to 40 lower-case letters, digits, hyphens.")
    type: PolicyType = Field(PolicyType.SERVICE_CONTROL, description="Its type.")
    file: Text = Field(description="The file with the document, from the project's folder.")
    units: list[Unit] = Field([], description="Units it is attached to; the root if empty.")


class OrganizationSettings(AccountSettings):
    """The organization: units, accounts, guardrails, delegation, trail, spending."""

    organization_id: Text | None = Field(
        None,
        description="The organization to adopt. Leave it out to create one, then set the id that "
        "the stack exports: the trail covers all accounts from then on.",
    )
    workload_regions: list[str] = Field(
        [], description="Regions that accounts may use; allowed-regions if empty."
    )
    accounts: list[MemberSettings] = Field([], description="The accounts, in any order.")
    security_account: Text | None = Field(
        None, description="Name of the account that administers detection; none if left out."
    )
    audit_bucket: Text | None = Field(
        None, description="Trail's bucket in the log archive account; created here if left out."
    )
    audit_key_arn: Text | None = Field(
        None, description="ARN of the key of audit-bucket; needed with it."
    )
    internet_gateways: InternetGateways = Field(
        InternetGateways.NO_INGRESS, description="Mode of VPC Block Public Access."
    )
    policies: list[PolicySettings] = Field([], description="Custom policies.")
    rollout_units: list[Unit] = Field(
        [], description="Units that get the guardrails for now; the whole organization if empty."
    )
    rollout_exception: Text | None = Field(
        None, description="Exception about org-guardrail-scps; needed with rollout-units."
    )
    budget_usd: int = Field(description="The budget of a month, in US dollars.")
    budget_emails: list[str] = Field(description="The recipients of spending alerts, 1 to 10.")
    access_manifest: Text | None = Field(
        None, description="File of the access manifest; needed for Identity Center."
    )
    identity_center_arn: Text | None = Field(
        None, description="ARN of the Identity Center instance; needed with access-manifest."
    )
    identity_store_id: Text | None = Field(
        None, description="Id of its identity store; needed with access-manifest."
    )
    identity_groups: dict[str, str] = Field(
        {}, description="Ids of groups by name, if an identity provider is their source."
    )
    anomaly_monitor_arn: Text | None = Field(
        None, description="The account's existing monitor of services, if AWS created one."
    )

    @property
    def regions(self) -> list[str]:
        """The regions of the stack; services are delegated in each."""
        return self.allowed_regions or [self.region]

    def member_args(self, member: MemberSettings, unit_id: Any) -> MemberAccountArgs:
        """Build the arguments of a member account."""
        args: MemberAccountArgs = {
            "environment": self.environment.args,
            "email": member.email,
            "unit_id": unit_id,
        }
        if member.account_name:
            args["account_name"] = member.account_name
        if member.id:
            args["account_id"] = member.id
        return args

    def guardrail_args(
        self, organization_id: Any, root_id: Any, unit_ids: dict[str, Any]
    ) -> guardrail_plan.GuardrailsArgs:
        """Build the arguments of the guardrails."""
        args: guardrail_plan.GuardrailsArgs = {
            "environment": self.environment.args,
            "organization_id": organization_id,
            "root_id": root_id,
            "unit_ids": unit_ids,
            "regions": list(self.workload_regions or self.regions),
            "trusted_accounts": list(self.trusted_accounts),
            "internet_gateways": self.internet_gateways,
            "policies": [_extra(policy) for policy in self.policies],
        }
        if self.rollout_units:
            args["rollout_units"] = [unit.value for unit in self.rollout_units]
        if self.rollout_exception:
            args["rollout_exception"] = self.rollout_exception
        return args

    def delegation_args(self, account_id: Any) -> delegation.DelegatedAdministratorArgs:
        """Build the arguments of the delegation to the security account."""
        environment = self.environment.args
        return {"environment": environment, "account_id": account_id, "regions": self.regions}

    def spending_args(self) -> SpendingAlertsArgs:
        """Build the arguments of budget and anomaly detection."""
        args: SpendingAlertsArgs = {
            "environment": self.environment.args,
            "monthly_usd": self.budget_usd,
            "emails": list(self.budget_emails),
        }
        if self.anomaly_monitor_arn:
            args["anomaly_monitor_arn"] = self.anomaly_monitor_arn
        return args

    def access_args(self) -> IdentityCenterArgs | None:
        """Build the arguments of Identity Center, if there is a manifest."""
        manifest, instance = self.access_manifest, self.identity_center_arn
        if not (manifest and instance and self.identity_store_id):
            return None
        args: IdentityCenterArgs = {
            "environment": self.environment.args,
            "instance_arn": instance,
            "identity_store_id": self.identity_store_id,
            "manifest_file": manifest,
        }
        if self.identity_groups:
            args["group_ids"] = dict(self.identity_groups)
        return args

    def organization_args(self) -> organization.OrganizationArgs:
        """Build the arguments of the organization."""
        args: organization.OrganizationArgs = {"environment": self.environment.args}
        if self.organization_id:
            args["organization_id"] = self.organization_id
        return args

    def problems(self) -> list[str]:
        """Report all problems of components before the first of them is created."""
        between = list(self._between())
        if self.place_problems():
            return between  # the components would only repeat these problems
        return [*between, *(problem for check in self._checks() for problem in _told(check))]

    def _checks(self) -> Iterator[Callable[[], object]]:
        yield lambda: organization.resolve(self.organization_args())
        for member in self.accounts:
            yield partial(member_account.resolve, member.name, self.member_args(member, UNKNOWN_ID))
        longest = guardrail_plan.LONGEST_ORGANIZATION_ID
        yield lambda: guardrail_plan.resolve(self.guardrail_args(longest, UNKNOWN_ID, {}))
        yield lambda: delegation.resolve(self.delegation_args(UNKNOWN_ID))
        yield lambda: spending_alerts.resolve(self.spending_args())
        if people := self.access_args():
            yield partial(identity_center_args.resolve, people)

    def _between(self) -> Iterator[str]:
        names = [member.name for member in self.accounts]
        for name in sorted({name for name in names if names.count(name) > 1}):
            yield f"accounts: {name!r} is listed {names.count(name)} times; accepted is once"
        if self.security_account and self.security_account not in names:
            accepted = ", ".join(names) or "none, as accounts is empty"
            yield f"security-account: {self.security_account!r}; accepted are {accepted}"
        people = (self.access_manifest, self.identity_center_arn, self.identity_store_id)
        if any(people) and not all(people):
            yield (
                "access-manifest, identity-center-arn and identity-store-id: one is missing;"
                " accepted are all of them, or none"
            )
        if bool(self.audit_bucket) != bool(self.audit_key_arn):
            yield "audit-bucket and audit-key-arn: one is missing; accepted are both, or neither"


def _extra(policy: PolicySettings) -> ExtraPolicyArgs:
    file = Path(policy.file)
    try:
        content = file.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ConfigError(
            f"policies[{policy.name!r}]: file {policy.file!r} cannot be read; accepted is a JSON"
            " file, with a path relative to the project's folder"
        ) from error
    return {
        "name": policy.name,
        "type": policy.type,
        "content": content,
        "units": [unit.value for unit in policy.units],
    }


def _told(check: Callable[[], object]) -> tuple[str, ...]:
    try:
        check()
    except ConfigError as error:
        return error.problems
    return ()
