"""Organizational units: accounts with common guardrails (AWS whitepaper: organizing your AWS
environment using multiple accounts)."""

from enum import StrEnum


class Unit(StrEnum):
    """Organizational units by path, each listed after its parent."""

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
        """The parent unit, or None directly below the root."""
        above, _, _ = self.value.rpartition("/")
        return Unit(above) if above else None

    @property
    def label(self) -> str:
        """The unit's name within its parent."""
        return self.value.rpartition("/")[2]

    @property
    def key(self) -> str:
        """The unit's name in resources and outputs, such as ``workloads-prod``."""
        return self.value.lower().replace("/", "-")


CLOSED = (Unit.QUARANTINE, Unit.SUSPENDED)
"""Units whose accounts are blocked from all activity."""

EVERY_UNIT = ", ".join(Unit)
