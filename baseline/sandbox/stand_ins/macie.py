"""Macie: session updates, discovery, export of results, organization settings."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Setting, now, operations


def _session(backend: Any, given: Record) -> Record:
    backend.get_macie_session()
    backend.macie_session.update(given)
    return {}


def _enabled(backend: Any, _given: Record) -> None:
    backend.get_macie_session()


def _disable_administrator(backend: Any, _given: Record) -> Record:
    backend.organization_admin_account_id = None
    return {}


STAND_IN = stand_in(
    name="Macie settings",
    gap="moto has Macie's session only: no discovery, export or organization settings",
    service="macie2",
    handlers={
        "UpdateMacieSession": _session,
        "DisableOrganizationAdminAccount": _disable_administrator,
        **operations(
            Setting(
                name="export",
                reads="GetClassificationExportConfiguration",
                writes={"PutClassificationExportConfiguration": {}},
                defaults={"configuration": {}},
                needs=_enabled,
            ),
            Setting(
                name="organization",
                reads="DescribeOrganizationConfiguration",
                writes={"UpdateOrganizationConfiguration": {}},
                defaults={"autoEnable": False, "maxAccountLimitReached": False},
                needs=_enabled,
            ),
            Setting(
                name="discovery",
                reads="GetAutomatedDiscoveryConfiguration",
                writes={"UpdateAutomatedDiscoveryConfiguration": {"lastUpdatedAt": now}},
                defaults={"status": "DISABLED", "autoEnableOrganizationMembers": "NONE"},
                needs=_enabled,
            ),
        ),
    },
)
