"""The organization and its units."""

from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.arguments import ORGANIZATION_ID
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.components.placement import placed
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.errors import ConfigError

SERVICES = (
    "access-analyzer.amazonaws.com",
    "account.amazonaws.com",
    "backup.amazonaws.com",
    "cloudtrail.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
    "ec2.amazonaws.com",
    "guardduty.amazonaws.com",
    "health.amazonaws.com",
    "iam.amazonaws.com",
    "inspector2.amazonaws.com",
    "macie.amazonaws.com",
    "malware-protection.guardduty.amazonaws.com",
    "securityhub.amazonaws.com",
    "sso.amazonaws.com",
    "tagpolicies.tag.amazonaws.com",
)
"""Services that work across the organization (AWS Organizations user guide: services that you can
use with AWS Organizations); ``ec2`` reports on EC2 policies."""

ROOT_FEATURES = ("RootCredentialsManagement", "RootSessions")


class OrganizationArgs(TypedDict):
    """Arguments of :class:`Organization`."""

    environment: EnvironmentArgs
    """The management account."""
    organization_id: NotRequired[str]
    """The organization to adopt, such as ``o-a1b2c3d4e5``; a new one is made where left out. Once
    it is in the stack's state the argument changes nothing."""


@dataclass(frozen=True)
class OrganizationPlan:
    """The checked arguments of Organization."""

    environment: Environment
    organization_id: str | None


def resolve(args: OrganizationArgs) -> OrganizationPlan:
    """Check the arguments; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: an argument is unknown, missing or not accepted.
    """
    args, environment, _ = placed(args, OrganizationArgs, "Organization")
    organization_id = args.get("organization_id")
    if organization_id is not None and not ORGANIZATION_ID.fullmatch(organization_id):
        raise ConfigError(
            f"Organization: organization_id {organization_id!r};"
            " accepted is the id of an organization, such as o-a1b2c3d4e5"
        )
    return OrganizationPlan(environment, organization_id)


class Organization(BaselineComponent, area="organization"):
    """The organization with its units, and root users without credentials (CC6.1, CC6.3).

    Provisions the organization with all features, the policy types that guardrails are made of,
    trusted access for the services that watch all accounts, the units Security, Infrastructure,
    Workloads (Prod, Stage, Dev, Sandbox), Tenants, Suspended, and Quarantine for new accounts, and
    central management of root users: member accounts have no root credentials, and what only root
    can do is done in a short session from the management account. Organization and units are
    protected.

    An organization that is already there is adopted by its id: Pulumi imports it with the first
    update. Services and policy types that it trusts beyond ours would be switched off by that, so
    the preview shows them as a difference: add to the organization what you want to keep first.

    Costs:
        Nothing.

    Leaves out:
        Accounts: see MemberAccount. Policies: see Guardrails.

    Raises:
        ConfigError: an argument is unknown, missing or not accepted.
    """

    organization_id: pulumi.Output[str]
    """The organization's id."""
    organization_arn: pulumi.Output[str]
    """Its ARN."""
    root_id: pulumi.Output[str]
    """The id of its root."""
    unit_ids: dict[str, pulumi.Output[str]]
    """Ids of the units by path, such as ``Workloads/Prod``."""

    def __init__(
        self, name: str, args: OrganizationArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        organization = aws.organizations.Organization(
            name,
            feature_set="ALL",
            aws_service_access_principals=list(SERVICES),
            enabled_policy_types=sorted(kind.value for kind in PolicyType),
            opts=self.stateful_child(import_=plan.organization_id),
        )
        self.organization_id = organization.id
        self.organization_arn = organization.arn
        self.root_id = organization.roots[0].id
        self.unit_ids = self._make_units()
        self._manage_root_users(organization)
        self.finish(
            {
                "organizationId": self.organization_id,
                "organizationArn": self.organization_arn,
                "rootId": self.root_id,
                "unitIds": self.unit_ids,
            }
        )

    def _make_units(self) -> dict[str, pulumi.Output[str]]:
        made: dict[str, pulumi.Output[str]] = {}
        for unit in Unit:
            resource = aws.organizations.OrganizationalUnit(
                f"{self.name}-{unit.key}",
                name=unit.label,
                parent_id=made[unit.parent.value] if unit.parent else self.root_id,
                tags=self.tags,
                opts=self.stateful_child(),
            )
            made[unit.value] = resource.id
        return made

    def _manage_root_users(self, organization: aws.organizations.Organization) -> None:
        if self.offers("aws:iam/organizationsFeatures:OrganizationsFeatures"):
            aws.iam.OrganizationsFeatures(
                self.name,
                enabled_features=list(ROOT_FEATURES),
                # IAM needs the trusted access that the organization grants.
                opts=self.child(depends_on=[organization]),
            )
