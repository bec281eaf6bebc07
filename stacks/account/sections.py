"""Sections of the account stack's settings: contacts, subscribers, access."""

from pydantic import Field

from soc2_baseline.components.account.contacts import ContactArgs, ContactsArgs
from soc2_baseline.components.incident.subscribers import Channel, SubscriberArgs
from soc2_baseline.stacks.common.settings import Model, Text


class ContactSettings(Model):
    """A contact that AWS writes to or calls; a team rather than a person."""

    name: Text = Field(description="The contact's name, such as Security team.")
    title: Text = Field(description="Their function, such as Head of security.")
    email: Text = Field(description="An address that several people read.")
    phone: Text = Field(description="A number that somebody answers, such as +1 555 0100.")

    def args(self) -> ContactArgs:
        """Return the contact as an argument."""
        return {"name": self.name, "title": self.title, "email": self.email, "phone": self.phone}


class ContactsSettings(Model):
    """The three alternate contacts of an account."""

    billing: ContactSettings = Field(description="The contact for invoices and payment.")
    operations: ContactSettings = Field(
        description="The contact for problems and changes of services."
    )
    security: ContactSettings = Field(description="The contact for abuse and vulnerabilities.")

    def args(self) -> ContactsArgs:
        """Return the contacts as an argument."""
        return {
            "billing": self.billing.args(),
            "operations": self.operations.args(),
            "security": self.security.args(),
        }


class SubscriberSettings(Model):
    """A subscriber of incidents."""

    channel: Channel = Field(description="The way to reach them.")
    address: Text = Field(description="An address, an https:// URL, or ids of a channel.")

    def args(self) -> SubscriberArgs:
        """Return the subscriber as an argument."""
        return {"channel": self.channel, "address": self.address}


class IncidentSettings(Model):
    """Subscribers of incidents, and those who are notified if nobody acknowledges them."""

    subscribers: dict[str, list[SubscriberSettings]] = Field(
        description="Subscribers by severity; two or more of critical incidents."
    )
    managers: list[SubscriberSettings] = Field(
        description="Subscribers if nobody acknowledges; at least one who was not notified before."
    )
    watchers: list[SubscriberSettings] = Field(
        [], description="Subscribers of lost alerts; the managers if empty."
    )
    escalate_after: dict[str, str] = Field(
        {}, description="Time to acknowledge critical and high incidents; 15m and 1h if left out."
    )
    notification_hours: int = Field(
        72, description="Hours within which affected customers are notified."
    )


class PrivilegedAccessSettings(Model):
    """People and pipelines with access to the account, and the keepers of the sealed role."""

    review_by: Text = Field(description="The day by which privileged roles are reviewed.")
    repository: Text = Field(description="The repository on GitHub that deploys, as owner/name.")
    branch: Text = Field("main", description="The branch that is deployed.")
    tenants: list[str] = Field([], description="Ids of the tenants that are deployed from there.")
    people: list[str] = Field(
        [], description="ARNs of users or roles that people come from; the account's if empty."
    )
    keepers: list[str] = Field(
        [],
        description="ARNs of users or roles, none in people, that may open the sealed role.",
    )
    reviews_file: Text | None = Field(
        None, description="Register of uses of the sealed role; an open one stops every update."
    )
