"""The data class of a store."""

from soc2_baseline.components.tenant import Tenant
from soc2_baseline.core.vocabulary import DataClass


def data_class_of(tenant: Tenant | None, given: DataClass | None) -> DataClass:
    """Return the class that was given, else the tenant's, else ``internal``."""
    if given is not None:
        return given
    return tenant.data_class if tenant else DataClass.INTERNAL
