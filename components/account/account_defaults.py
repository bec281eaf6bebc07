"""Settings that an account has once: passwords, public buckets, alternate contacts."""

import re
from dataclasses import dataclass
from typing import NotRequired, TypedDict

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.account.contacts import (
    ContactArgs,
    ContactsArgs,
    ContactType,
    by_type,
    contact_problems,
)
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.environment import Environment, EnvironmentArgs
from soc2_baseline.components.placement import placed
from soc2_baseline.core.errors import ConfigError

__all__ = ["AccountDefaults", "AccountDefaultsArgs", "ContactArgs", "ContactsArgs", "resolve"]

SHORTEST_PASSWORD, LONGEST_PASSWORD = 14, 128
REMEMBERED_PASSWORDS = 24
OLDEST_PASSWORD_DAYS = 90

_ALIAS = re.compile(r"[a-z0-9](?:[a-z0-9]|-(?!-)){1,61}[a-z0-9]")


class AccountDefaultsArgs(TypedDict):
    """Arguments of :class:`AccountDefaults`."""

    environment: EnvironmentArgs
    """The account."""
    contacts: ContactsArgs
    """The alternate contacts for billing, operations and security."""
    alias: NotRequired[str]
    """The name in the address of the account's sign-in page; none by default."""
    password_length: NotRequired[int]
    """Characters that a password has at least, 14 to 128; 14 by default."""
    password_days: NotRequired[int]
    """Days after which a password is changed, 1 to 90; 90 by default."""


@dataclass(frozen=True)
class AccountDefaultsPlan:
    """The checked arguments of AccountDefaults."""

    environment: Environment
    contacts: dict[ContactType, ContactArgs]
    alias: str | None
    password_length: int
    password_days: int


def resolve(args: AccountDefaultsArgs) -> AccountDefaultsPlan:
    """Check the arguments and fill in the defaults; pure, so it is tested without Pulumi.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """
    place = "AccountDefaults"
    args, environment, _ = placed(args, AccountDefaultsArgs, place)
    contacts = by_type(args["contacts"])
    alias = args.get("alias")
    length = args.get("password_length", SHORTEST_PASSWORD)
    days = args.get("password_days", OLDEST_PASSWORD_DAYS)
    problems = list(contact_problems(f"{place}: contacts", contacts))
    if alias is not None and not _ALIAS.fullmatch(alias):
        problems.append(
            f"{place}: alias {alias!r}; accepted are 3 to 63 lower-case letters, digits and single"
            " hyphens between them"
        )
    if not SHORTEST_PASSWORD <= length <= LONGEST_PASSWORD:
        problems.append(
            f"{place}: password_length {length!r}; accepted are {SHORTEST_PASSWORD} to"
            f" {LONGEST_PASSWORD}"
        )
    if not 1 <= days <= OLDEST_PASSWORD_DAYS:
        problems.append(
            f"{place}: password_days {days!r}; accepted are 1 to {OLDEST_PASSWORD_DAYS}"
        )
    if problems:
        raise ConfigError(problems)
    return AccountDefaultsPlan(environment, contacts, alias, length, days)


class AccountDefaults(BaselineComponent, area="account"):
    """Passwords, public buckets and contacts of an account (CC6.1, CC6.6, CC7.3, CC7.4, C1.1).

    Provisions the password policy, the account's S3 public access block, the alternate contacts
    and, if asked for, the account alias. By default: passwords of IAM users have 14 characters of
    all four classes, none of the last 24, and are changed every 90 days, by their users themselves;
    no bucket or access point of the account is public, whatever its own policy or ACL says; AWS
    reaches three teams about billing, operations and security. An account has each of these once,
    so only one stack may have this component.

    Costs:
        Nothing.

    Leaves out:
        People who sign in through an identity provider, and the contact of the root user. Who
        deploys it needs permission for contacts (``account:PutAlternateContact``). Destroying it
        returns to AWS's defaults, with no password policy and no block.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted.
    """

    public_access_block_id: pulumi.Output[str]
    """Id of the public access block; who takes it waits until no bucket can be public."""
    contact_types: list[str]
    """Types of the contacts: billing, operations, security."""

    def __init__(
        self, name: str, args: AccountDefaultsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        self._require_passwords(plan)
        block = self._block_public_buckets(plan)
        self._name_contacts(plan)
        if plan.alias:
            aws.iam.AccountAlias(name, account_alias=plan.alias, opts=self.child())
        self.public_access_block_id = block
        self.contact_types = [kind.value for kind in plan.contacts]
        self.finish(
            {"publicAccessBlockId": self.public_access_block_id, "contactTypes": self.contact_types}
        )

    def _require_passwords(self, plan: AccountDefaultsPlan) -> None:
        aws.iam.AccountPasswordPolicy(
            self.name,
            minimum_password_length=plan.password_length,
            password_reuse_prevention=REMEMBERED_PASSWORDS,
            max_password_age=plan.password_days,
            require_lowercase_characters=True,
            require_uppercase_characters=True,
            require_numbers=True,
            require_symbols=True,
            allow_users_to_change_password=True,
            # Whose password has expired sets a new one: nobody has to call an administrator.
            hard_expiry=False,
            opts=self.child(),
        )

    def _block_public_buckets(self, plan: AccountDefaultsPlan) -> pulumi.Output[str]:
        block = aws.s3.AccountPublicAccessBlock(
            self.name,
            account_id=plan.environment.account_id,
            block_public_acls=True,
            ignore_public_acls=True,
            block_public_policy=True,
            restrict_public_buckets=True,
            opts=self.child(),
        )
        return block.id

    def _name_contacts(self, plan: AccountDefaultsPlan) -> None:
        if not self.offers("aws:account/alternativeContact:AlternativeContact"):
            return
        for kind, contact in plan.contacts.items():
            aws.account.AlternativeContact(
                f"{self.name}-{kind}",
                alternate_contact_type=kind.upper(),
                name=contact["name"],
                title=contact["title"],
                email_address=contact["email"],
                phone_number=contact["phone"],
                opts=self.child(),
            )
