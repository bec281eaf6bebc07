"""Sections of the account stack's settings: whom AWS reaches, who is told, who has access."""

from pydantic import Field

from soc2_baseline.components.account.contacts import ContactArgs, ContactsArgs
from soc2_baseline.components.incident.subscribers import Channel, SubscriberArgs
from soc2_baseline.stacks.common.settings import Model, Text


class ContactSettings(Model):
    """Whom AWS writes to or calls; a team rather than a person."""

    name: Text = Field(description="Who it is, such as Security team.")
    title: Text = Field(description="Their function, such as Head of security.")
    email: Text = Field(description="An address that several people read.")
    phone: Text = Field(description="A number that somebody answers, such as +1 555 0100.")

    def args(self) -> ContactArgs:
        """The argument that components take."""
        return {"name": self.name, "title": self.title, "email": self.email, "phone": self.phone}


class ContactsSettings(Model):
    """The three alternate contacts of an account."""

    billing: ContactSettings = Field(description="Asked about invoices and payment.")
    operations: ContactSettings = Field(description="Told of problems and changes of services.")
    security: ContactSettings = Field(description="Told of abuse and of vulnerabilities.")

    def args(self) -> ContactsArgs:
        """The argument that components take."""
        return {
            "billing": self.billing.args(),
            "operations": self.operations.args(),
            "security": self.security.args(),
        }


class SubscriberSettings(Model):
    """Somebody who is told of incidents."""

    channel: Channel = Field(description="How they are reached.")
    address: Text = Field(description="Where: an address, an https:// URL, or ids of a channel.")

    def args(self) -> SubscriberArgs:
        """The argument that components take."""
        return {"channel": self.channel, "address": self.address}


class IncidentSettings(Model):
    """Who is told of incidents, and who if nobody acknowledges them."""

    subscribers: dict[str, list[SubscriberSettings]] = Field(
        description="Who is told, by severity; two or more of critical incidents."
    )
    managers: list[SubscriberSettings] = Field(
        description="Who is told when nobody acknowledges; one at least who is not told before."
    )
    watchers: list[SubscriberSettings] = Field(
        [], description="Who is told that an alert was lost; the managers if empty."
    )
    escalate_after: dict[str, str] = Field(
        {}, description="How long critical and high incidents wait; 15m and 1h if left out."
    )
    notification_hours: int = Field(
        72, description="Hours within which affected customers are told."
    )


class PrivilegedAccessSettings(Model):
    """Who deploys, who comes to look and repair, and who may open the sealed role."""

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
