"""Third parties with access: purpose, scope and last review.

A register is a YAML list of vendors (see :class:`Vendor`). It comes from ``BASELINE_VENDORS``, else
from ``vendors.yaml`` in the pack's folder, else from ``controls/vendors.yaml`` beside that folder.
CC9.2 asks that vendors are known and reviewed; CC6.6 that nobody else of outside gets in.
"""

import datetime
import os
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from soc2_baseline.core.files import named

FILE_NAME = "vendors.yaml"
VARIABLE = "BASELINE_VENDORS"


@dataclass(frozen=True, slots=True)
class Vendor:
    """One vendor: its identities, its access, its owner and the dates of its reviews."""

    name: str
    purpose: str
    owner: str
    reviewed: datetime.date
    review_due: datetime.date
    accounts: tuple[str, ...] = ()
    organizations: tuple[str, ...] = ()
    issuers: tuple[str, ...] = ()
    services: tuple[str, ...] = ()
    data_classes: tuple[str, ...] = ()

    def overdue(self, today: datetime.date) -> bool:
        """Return whether the next review is overdue."""
        return self.review_due < today


@dataclass(frozen=True)
class Vendors:
    """The vendors of a register, and the file they come from."""

    entries: tuple[Vendor, ...] = ()
    source: Path | None = None

    def by_account(self, account: str) -> Vendor | None:
        """Return the vendor that an AWS account belongs to."""
        return self._by_account.get(account)

    def by_organization(self, organization: str) -> Vendor | None:
        """Return the vendor that an AWS organization belongs to."""
        return self._by_organization.get(organization)

    def by_issuer(self, issuer: str) -> Vendor | None:
        """Return the vendor that issues identities: by host, or by host and path."""
        host = issuer.partition("/")[0]
        return self._by_issuer.get(issuer) or self._by_issuer.get(host)

    @property
    def accounts(self) -> frozenset[str]:
        """Return the accounts of all vendors."""
        return frozenset(self._by_account)

    @cached_property
    def _by_account(self) -> dict[str, Vendor]:
        return {account: vendor for vendor in self.entries for account in vendor.accounts}

    @cached_property
    def _by_organization(self) -> dict[str, Vendor]:
        return {name: vendor for vendor in self.entries for name in vendor.organizations}

    @cached_property
    def _by_issuer(self) -> dict[str, Vendor]:
        return {issuer: vendor for vendor in self.entries for issuer in vendor.issuers}


def locate(folder: Path) -> Path | None:
    """Return the register's file for a pack in ``folder``, or ``None`` if there is none.

    Raises:
        ConfigError: a file was named explicitly and does not exist.
    """
    places = (folder / FILE_NAME, folder.parent / "controls" / FILE_NAME)
    return named(VARIABLE, os.environ.get(VARIABLE), "a register") or next(
        (file for file in places if file.is_file()), None
    )


def load(file: Path | None) -> Vendors | None:
    """Read and check a register; all problems of the file are reported together.

    Raises:
        ConfigError: the file is not a YAML list, or an entry has a wrong, missing or unknown field.
    """
    if file is None:
        return None
    # Only a file needs the checks.
    from soc2_baseline.core.vendors_file import read  # noqa: PLC0415

    return Vendors(tuple(Vendor(**entry) for entry in read(file)), file)
