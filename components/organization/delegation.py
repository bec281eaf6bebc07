"""Security services administered from the security account, not from the management account."""

from dataclasses import dataclass
from typing import TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.components.region_checks import region_problems
from soc2_baseline.core.errors import ConfigError

GLOBAL_SERVICES = (
    "access-analyzer.amazonaws.com",
    "backup.amazonaws.com",
    "config-multiaccountsetup.amazonaws.com",
    "config.amazonaws.com",
)
"""Services that AWS Organizations itself registers the administrator of."""


class DelegatedAdministratorArgs(TypedDict):
    """Arguments of :class:`DelegatedAdministrator`."""

    environment: EnvironmentArgs
    """The management account."""
    account_id: pulumi.Input[str]
    """The account that administers: ``MemberAccount.account_id`` of the security account."""
    regions: list[str]
    """All enabled regions; services that are regional are delegated in each."""


@dataclass(frozen=True)
class DelegatedAdministratorPlan:
    """The checked arguments of DelegatedAdministrator."""

    environment: Environment
    regions: tuple[str, ...]


def resolve(args: DelegatedAdministratorArgs) -> DelegatedAdministratorPlan:
    """Check the arguments; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "DelegatedAdministrator"
    args, environment, _ = placed(args, DelegatedAdministratorArgs, place)
    if problems := region_problems(environment, args["regions"], f"{place}: regions"):
        raise ConfigError(problems)
    return DelegatedAdministratorPlan(environment, tuple(args["regions"]))


class DelegatedAdministrator(BaselineComponent, area="organization"):
    """One account that administers detection for all (CC5.2, CC6.3, CC7.2).

    Delegates AWS CloudTrail, AWS Config, IAM Access Analyzer and AWS Backup, and in every region
    Amazon GuardDuty, AWS Security Hub, Amazon Inspector and Amazon Macie, so that nobody has to be
    in the management account to see findings (AWS Security Reference Architecture).

    Costs:
        Nothing.

    Leaves out:
        What the services do in each account: see the account stack, which goes first in the
        management account, since Amazon Macie has to be on there before it can be delegated.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    account_id: pulumi.Output[str]
    """The account that administers."""

    def __init__(
        self,
        name: str,
        args: DelegatedAdministratorArgs,
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        account = pulumi.Output.from_input(args["account_id"])
        for service in GLOBAL_SERVICES:
            aws.organizations.DelegatedAdministrator(
                f"{name}-{service.partition('.')[0]}",
                account_id=account,
                service_principal=service,
                opts=self.child(),
            )
        if self.offers(
            "aws:cloudtrail/organizationDelegatedAdminAccount:OrganizationDelegatedAdminAccount"
        ):
            aws.cloudtrail.OrganizationDelegatedAdminAccount(
                name, account_id=account, opts=self.child()
            )
        for region in plan.regions:
            self._delegate_in(region, account)
        self.account_id = account
        self.finish({"accountId": self.account_id})

    def _delegate_in(self, region: str, account: pulumi.Output[str]) -> None:
        name = f"{self.name}-{region}"
        if self.offers("aws:guardduty/organizationAdminAccount:OrganizationAdminAccount"):
            aws.guardduty.OrganizationAdminAccount(
                name, admin_account_id=account, region=region, opts=self.child()
            )
        if self.offers("aws:securityhub/organizationAdminAccount:OrganizationAdminAccount"):
            aws.securityhub.OrganizationAdminAccount(
                name, admin_account_id=account, region=region, opts=self.child()
            )
        if self.offers("aws:inspector2/delegatedAdminAccount:DelegatedAdminAccount"):
            aws.inspector2.DelegatedAdminAccount(
                name, account_id=account, region=region, opts=self.child()
            )
        if self.offers("aws:macie2/organizationAdminAccount:OrganizationAdminAccount"):
            aws.macie2.OrganizationAdminAccount(
                name, admin_account_id=account, region=region, opts=self.child()
            )
