"""An account of the organization."""

import re
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.arguments import ACCOUNT_ID, EMAIL
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.core.errors import ConfigError

_NAME = re.compile(r"[a-z][a-z0-9-]{1,48}[a-z0-9]")
LONGEST_EMAIL = 64
LONGEST_NAME = 50


class MemberAccountArgs(TypedDict):
    """Arguments of :class:`MemberAccount`."""

    environment: EnvironmentArgs
    """The management account."""
    email: str
    """The address of the account's root user, of a mailbox that several people read."""
    unit_id: pulumi.Input[str]
    """The unit that the account belongs to: one of ``Organization.unit_ids``."""
    account_name: NotRequired[str]
    """The account's name in AWS; the component's own by default. Name and address cannot change, so
    write both as they are for an account that is adopted."""
    account_id: NotRequired[str]
    """The account to adopt, 12 digits; a new one is opened where left out."""


@dataclass(frozen=True)
class MemberAccountPlan:
    """The checked arguments of MemberAccount."""

    environment: Environment
    email: str
    account_name: str
    account_id: str | None


def resolve(name: str, args: MemberAccountArgs) -> MemberAccountPlan:
    """Check the arguments; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = f"MemberAccount {name!r}"
    args, environment, _ = placed(args, MemberAccountArgs, place)
    email, account_id = args["email"], args.get("account_id")
    problems = []
    if not _NAME.fullmatch(name):
        problems.append(
            f"{place}: the name; accepted are 3 to 50 lower-case letters, digits and hyphens"
        )
    if not EMAIL.fullmatch(email) or len(email) > LONGEST_EMAIL:
        problems.append(
            f"{place}: email {email!r};"
            f" accepted is an address of at most {LONGEST_EMAIL} characters"
        )
    account_name = args.get("account_name", name)
    if not 1 <= len(account_name.strip()) <= LONGEST_NAME:
        problems.append(
            f"{place}: account_name {account_name!r}; accepted are 1 to {LONGEST_NAME} characters"
        )
    if account_id is not None and not ACCOUNT_ID.fullmatch(account_id):
        problems.append(f"{place}: account_id {account_id!r}; accepted are 12 digits")
    if problems:
        raise ConfigError(problems)
    return MemberAccountPlan(environment, email, account_name, account_id)


class MemberAccount(BaselineComponent, area="organization"):
    """An account in its unit (CC6.1, CC6.3, CC6.6).

    Opens the account, or adopts one by its id. By default it is protected, and never closed:
    taking it out of the program only takes it out of the organization's stack, because what a
    closed account holds is gone for good. AWS Organizations makes the role
    ``OrganizationAccountAccessRole`` in an account that it opens; the first deployment there uses
    it, and the guardrail ``identity`` keeps others from it.

    Costs:
        Nothing for the account, only for what is in it.

    Leaves out:
        The baseline of the account: that is the account stack's. Closing it.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    account_id: pulumi.Output[str]
    """The account's id, 12 digits."""
    account_arn: pulumi.Output[str]
    """The account's ARN."""

    def __init__(
        self, name: str, args: MemberAccountArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(name, args)
        super().__init__(name, plan.environment, None, opts)
        account = aws.organizations.Account(
            name,
            name=plan.account_name,
            email=plan.email,
            parent_id=args["unit_id"],
            close_on_deletion=False,
            tags=self.tags,
            opts=self.stateful_child(import_=plan.account_id),
        )
        self.account_id = account.id
        self.account_arn = account.arn
        self.finish({"accountId": self.account_id, "accountArn": self.account_arn})
