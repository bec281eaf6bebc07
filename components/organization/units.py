"""The organizational units: accounts that share guardrails (AWS whitepaper: organizing your AWS
environment using multiple accounts)."""

from enum import StrEnum


class Unit(StrEnum):
    """Units by path; the parent of each is listed before it."""

    SECURITY = "Security"
    INFRASTRUCTURE = "Infrastructure"
    WORKLOADS = "Workloads"
    WORKLOADS_PROD = "Workloads/Prod"
    WORKLOADS_STAGE = "Workloads/Stage"
    WORKLOADS_DEV = "Workloads/Dev"
    WORKLOADS_SANDBOX = "Workloads/Sandbox"
    TENANTS = "Tenants"
    SUSPENDED = "Suspended"
    QUARANTINE = "Quarantine"

    @property
    def parent(self) -> "Unit | None":
        """Return the unit above, or None below the root."""
        above, _, _ = self.value.rpartition("/")
        return Unit(above) if above else None

    @property
    def label(self) -> str:
        """Return the name inside the parent."""
        return self.value.rpartition("/")[2]

    @property
    def key(self) -> str:
        """Return the name that resources and outputs carry: ``workloads-prod``."""
        return self.value.lower().replace("/", "-")


CLOSED = (Unit.QUARANTINE, Unit.SUSPENDED)
"""Units in whose accounts nothing happens."""

EVERY_UNIT = ", ".join(Unit)
