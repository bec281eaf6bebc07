"""The settings of the account stack: its regions, contacts and access."""

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
"""Stands for names and ARNs that AWS has not given yet, while settings are checked."""


class AccountStackSettings(AccountSettings):
    """An account with its defaults, its logs and what watches it, in all of its regions."""

    enabled_regions: list[str] = Field(
        min_length=1,
        description="All regions that are enabled in the account; each gets every control.",
    )
    closed_regions: list[str] = Field(
        [],
        description="Regions that AWS enables everywhere but a service control policy denies here.",
    )
    internet_regions: list[str] = Field(
        [], description="Regions whose networks may use internet gateways; the stack's if empty."
    )
    regions_without_default_vpc: list[str] = Field(
        [], description="Regions where the default VPC was deleted; else it is made again, shut."
    )
    organization_enforces: list[EnforcedSetting] = Field(
        [],
        description="Settings that a declarative policy enforces, so that AWS refuses them here.",
    )
    backup_services: list[str] = Field(
        [], description="Services that AWS Backup may back up, in its spelling; all if empty."
    )
    metadata_hops: int = Field(
        1, description="Hops that answers of the metadata service travel, 2 where containers run."
    )
    account_alias: Text | None = Field(None, description="The name in the sign-in address.")
    contacts: ContactsSettings = Field(
        description="Alternate contacts for billing, operations and security."
    )
    incidents: IncidentSettings = Field(
        description="Subscribers of incidents, and those who escalate them."
    )
    break_glass_roles: list[str] = Field(
        [], description="Names of roles that are sealed for emergencies; their use is an incident."
    )
    access: PrivilegedAccessSettings | None = Field(
        None, description="Roles of pipelines and people; none are made if left out."
    )
    config_service_role_exists: bool = Field(
        False, description="The account has the service-linked role of AWS Config already."
    )

    def account_defaults(self) -> AccountDefaultsArgs:
        """Return the arguments of AccountDefaults."""
        args: AccountDefaultsArgs = {
            "environment": self.environment.args,
            "contacts": self.contacts.args(),
        }
        if self.account_alias:
            args["alias"] = self.account_alias
        return args

    def regional_defaults(self) -> RegionalDefaultsArgs:
        """Return the arguments of RegionalDefaults."""
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
        """Return the arguments of DefaultNetworks."""
        return {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "regions_without": list(self.regions_without_default_vpc),
        }

    def config_recorder(
        self, key_arn: pulumi.Input[str], log_bucket: pulumi.Input[str]
    ) -> config_recorder.ConfigRecorderArgs:
        """Return the arguments of ConfigRecorder."""
        return {
            "environment": self.environment.args,
            "regions": list(self.enabled_regions),
            "key_arn": key_arn,
            "log_bucket": log_bucket,
            "service_role_exists": self.config_service_role_exists,
        }

    def threat_detection(self) -> threat_detection.ThreatDetectionArgs:
        """Return the arguments of ThreatDetection."""
        return {"environment": self.environment.args, "regions": list(self.enabled_regions)}

    def incident_routing(self, key_arn: pulumi.Input[str]) -> plan.IncidentRoutingArgs:
        """Return the arguments of IncidentRouting."""
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
        """Return the arguments of DeployRoles."""
        return {
            "environment": self.environment.args,
            "review_by": given.review_by,
            "repository": given.repository,
            "branch": given.branch,
            "prefixes": list(given.tenants),
        }

    def people_roles(self, given: PrivilegedAccessSettings) -> people_roles.PeopleRolesArgs:
        """Return the arguments of PeopleRoles."""
        return {"environment": self.environment.args, "principals": list(given.people)}

    def break_glass(self, given: PrivilegedAccessSettings) -> break_glass.BreakGlassArgs:
        """Return the arguments of BreakGlass."""
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
        """Check lists of regions against one another, coverage of open regions, and contacts."""
        try:
            environment = self.environment
        except ConfigError:  # reported by the checks that all stacks share
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
        """Report what components would refuse, before the first of them is made."""
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
