"""Sections of the account stack's settings: contacts, incidents, access."""

from pydantic import Field

from soc2_baseline.components.account.contacts import ContactArgs, ContactsArgs
from soc2_baseline.components.incident.subscribers import Channel, SubscriberArgs
from soc2_baseline.stacks.common.settings import Model, Text


class ContactSettings(Model):
    """An alternate contact; a team rather than a person."""

    name: Text = Field(description="A name, such as Security team.")
    title: Text = Field(description="A function, such as Head of security.")
    email: Text = Field(description="The e-mail address of a mailbox of several people.")
    phone: Text = Field(description="A phone number that is answered, such as +1 555 0100.")

    def args(self) -> ContactArgs:
        """Build the argument for components."""
        return {"name": self.name, "title": self.title, "email": self.email, "phone": self.phone}


class ContactsSettings(Model):
    """The three alternate contacts of an account."""

    billing: ContactSettings = Field(description="The contact for invoices and payment.")
    operations: ContactSettings = Field(description="The contact for problems and service changes.")
    security: ContactSettings = Field(description="The contact for abuse and vulnerabilities.")

    def args(self) -> ContactsArgs:
        """Build the argument for components."""
        return {
            "billing": self.billing.args(),
            "operations": self.operations.args(),
            "security": self.security.args(),
        }


class SubscriberSettings(Model):
    """A subscriber to incidents."""

    channel: Channel = Field(description="The channel of the notifications.")
    address: Text = Field(description="An e-mail address, https:// URL, or ids of a chat channel.")

    def args(self) -> SubscriberArgs:
        """Build the argument for components."""
        return {"channel": self.channel, "address": self.address}


class IncidentSettings(Model):
    """The subscribers to incidents, and escalation if nobody acknowledges them."""

    subscribers: dict[str, list[SubscriberSettings]] = Field(
        description="The subscribers by severity; two or more for critical incidents."
    )
    managers: list[SubscriberSettings] = Field(
        description="The subscribers to escalations; at least one without the incident itself."
    )
    watchers: list[SubscriberSettings] = Field(
        [], description="Subscribers to alarms about lost alerts; the managers if empty."
    )
    escalate_after: dict[str, str] = Field(
        {}, description="Time until critical and high incidents escalate; 15m and 1h by default."
    )
    notification_hours: int = Field(
        72, description="Hours within which affected customers are notified."
    )


class PrivilegedAccessSettings(Model):
    """Privileged access: the pipeline, roles of people, and break-glass."""

    review_by: Text = Field(description="The date of the next review of privileged roles.")
    repository: Text = Field(description="The GitHub repository of the pipeline, as owner/name.")
    branch: Text = Field("main", description="Branch that is deployed.")
    tenants: list[str] = Field([], description="Ids of the tenants deployed by the pipeline.")
    people: list[str] = Field(
        [], description="ARNs of people's users or roles; the whole account if empty."
    )
    keepers: list[str] = Field(
        [],
        description="ARNs of users or roles, not in people, that may open the break-glass role.",
    )
    reviews_file: Text | None = Field(
        None, description="Register of break-glass uses; an open entry blocks every update."
    )
