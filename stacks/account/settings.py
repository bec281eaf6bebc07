"""Settings of the account stack."""

from collections.abc import Callable

import pulumi
from pydantic import Field

from soc2_baseline.components.access import break_glass, deploy_roles, people_roles
from soc2_baseline.components.account import account_defaults, default_networks, regional_defaults
from soc2_baseline.components.account.account_defaults import AccountDefaultsArgs
from soc2_baseline.components.account.contacts import by_type, contact_problems
from soc2_baseline.components.account.default_networks import DefaultNetworksArgs
from soc2_baseline.components.account.enforced import EnforcedSetting
from soc2_baseline.components.account.regional_defaults import RegionalDefaultsArgs
from soc2_baseline.components.detection import config_recorder, threat_detection
from soc2_baseline.components.incident import plan
from soc2_baseline.components.region_checks import (
    list_problems,
    open_regions,
    region_problems,
    subset_problems,
)
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.stacks.account.sections import (
    ContactsSettings,
    IncidentSettings,
    PrivilegedAccessSettings,
)
from soc2_baseline.stacks.common.settings import AccountSettings, Text

RECORDER, DEPLOY = "account-config", "deploy"
LATER = "known later"
"""Placeholder for names and ARNs that are unknown while settings are validated."""


class AccountStackSettings(AccountSettings):
    """An account with its defaults, logs, detection and incident response in all regions."""

    enabled_regions: list[str] = Field(
        min_length=1,
        description="All regions that are enabled in the account; each gets every control.",
    )
    closed_regions: list[str] = Field(
        [],
        description="Regions enabled by AWS that a service control policy denies in this account.",
    )
    internet_regions: list[str] = Field(
        [], description="Regions whose networks may use internet gateways; the stack's if empty."
    )
    regions_without_default_vpc: list[str] = Field(
        [], description="Regions without a default VPC; elsewhere it is recreated and locked down."
    )
    organization_enforces: list[EnforcedSetting] = Field(
        [],
        description="Settings that a declarative policy enforces, which AWS rejects here.",
    )
    backup_services: list[str] = Field(
        [], description="Services that AWS Backup may back up, in its spelling; all if empty."
    )
    metadata_hops: int = Field(
        1, description="Hop limit of responses of the metadata service; 2 for containers."
    )
    account_alias: Text | None = Field(None, description="Account alias, part of the sign-in URL.")
    contacts: ContactsSettings = Field(
        description="The alternate contacts for billing, operations and security."
    )
    incidents: IncidentSettings = Field(description="The subscribers to incidents, and escalation.")
    break_glass_roles: list[str] = Field(
        [], description="Names of break-glass roles; their use is an incident."
    )
    access: PrivilegedAccessSettings | None = Field(
        None, description="Roles of pipelines and people; not created if left out."
    )
    config_service_role_exists: bool = Field(
        False, description="The account has the service-linked role of AWS Config already."
    )

    def account_defaults(self) -> AccountDefaultsArgs:
        """Build the component's argument."""
        args: AccountDefaultsArgs = {
            "environment": self.environment.args,
            "contacts": self.contacts.args(),
        }
        if self.account_alias:
            args["alias"] = self.account_alias
        return args

    def regional_defaults(self) -> RegionalDefaultsArgs:
        """Build the component's argument."""
        args: RegionalDefaultsArgs = {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "metadata_hops": self.metadata_hops,
            "organization_enforces": list(self.organization_enforces),
        }
        if self.internet_regions:
            args["internet_regions"] = list(self.internet_regions)
        if self.backup_services:
            args["backup_services"] = list(self.backup_services)
        return args

    def default_networks(self) -> DefaultNetworksArgs:
        """Build the component's argument."""
        return {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "regions_without": list(self.regions_without_default_vpc),
        }

    def config_recorder(
        self, key_arn: pulumi.Input[str], log_bucket: pulumi.Input[str]
    ) -> config_recorder.ConfigRecorderArgs:
        """Build the component's argument."""
        return {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "key_arn": key_arn,
            "log_bucket": log_bucket,
            "service_role_exists": self.config_service_role_exists,
        }

    def threat_detection(self) -> threat_detection.ThreatDetectionArgs:
        """Build the component's argument."""
        return {"environment": self.environment.args, "regions": list(self.enabled_regions)}

    def incident_routing(self, key_arn: pulumi.Input[str]) -> plan.IncidentRoutingArgs:
        """Build the component's argument."""
        incidents = self.incidents
        args: plan.IncidentRoutingArgs = {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "key_arn": key_arn,
            "subscribers": {
                severity: [one.args() for one in people]
                for severity, people in incidents.subscribers.items()
            },
            "managers": [one.args() for one in incidents.managers],
            "break_glass_roles": list(self.break_glass_roles),
            "escalate_after": dict(incidents.escalate_after),
            "notification_hours": incidents.notification_hours,
        }
        if incidents.watchers:
            args["watchers"] = [one.args() for one in incidents.watchers]
        return args

    def deploy_roles(self, given: PrivilegedAccessSettings) -> deploy_roles.DeployRolesArgs:
        """Build the component's argument."""
        return {
            "environment": self.environment.args,
            "review_by": given.review_by,
            "repository": given.repository,
            "branch": given.branch,
            "prefixes": list(given.tenants),
        }

    def people_roles(self, given: PrivilegedAccessSettings) -> people_roles.PeopleRolesArgs:
        """Build the component's argument."""
        return {"environment": self.environment.args, "principals": list(given.people)}

    def break_glass(self, given: PrivilegedAccessSettings) -> break_glass.BreakGlassArgs:
        """Build the component's argument."""
        args: break_glass.BreakGlassArgs = {
            "environment": self.environment.args,
            "review_by": given.review_by,
            "principals": list(given.people),
            "keepers": list(given.keepers),
            "prefixes": list(given.tenants),
        }
        if given.reviews_file:
            args["reviews_file"] = given.reviews_file
        return args

    def problems(self) -> list[str]:
        """Report contradictory lists of regions, uncovered regions, and invalid contacts."""
        try:
            environment = self.environment
        except ConfigError:  # reported by the checks of all stacks
            return []
        found = [
            *region_problems(environment, self.enabled_regions, "enabled-regions"),
            *list_problems(environment, self.closed_regions, "closed-regions"),
            *contact_problems("contacts", by_type(self.contacts.args())),
        ]
        for name in ("internet_regions", "regions_without_default_vpc"):
            chosen = getattr(self, name)
            found += subset_problems(chosen, self.enabled_regions, name.replace("_", "-"))
        found += [
            f"closed-regions: {region!r} is in enabled-regions too; accepted is one of them"
            for region in self.closed_regions
            if region in self.enabled_regions
        ]
        found += [
            f"enabled-regions: {region!r} is not in allowed-regions; accepted is to list it there"
            for region in self.enabled_regions
            if region not in (*self.allowed_regions, self.region)
        ]
        if forgotten := open_regions(environment, self.enabled_regions, self.closed_regions):
            found.append(
                f"enabled-regions lacks {', '.join(forgotten)}, which AWS enables in every account;"
                " accepted is to list them there, or in closed-regions where a service control"
                " policy denies them"
            )
        return found or self._problems_of_components()

    def _problems_of_components(self) -> list[str]:
        """Report all problems of components before the first of them is created."""
        found: list[str] = []
        checks: tuple[Callable[[], object], ...] = (
            lambda: account_defaults.resolve(self.account_defaults()),
            lambda: regional_defaults.resolve(self.regional_defaults()),
            lambda: default_networks.resolve(self.default_networks()),
            lambda: config_recorder.resolve(RECORDER, self.config_recorder(LATER, LATER)),
            lambda: threat_detection.resolve(self.threat_detection()),
            lambda: plan.resolve(self.incident_routing(LATER)),
        )
        if given := self.access:
            checks += (
                lambda: deploy_roles.resolve(DEPLOY, self.deploy_roles(given)),
                lambda: people_roles.resolve(self.people_roles(given)),
                lambda: break_glass.resolve(self.break_glass(given)),
            )
        for check in checks:
            try:
                check()
            except ConfigError as error:
                found += error.problems
        return found
