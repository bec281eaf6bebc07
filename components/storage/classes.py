"""Which data class a store is of."""

from soc2_baseline.components.tenant import Tenant
from soc2_baseline.core.vocabulary import DataClass


def data_class_problems(place: str, given: DataClass | None) -> list[str]:
    """What is wrong with a data class that somebody gave."""
    if given is None or given in list(DataClass):
        return []
    return [f"{place}: data_class {given!r}; accepted are {', '.join(DataClass)}"]


def data_class_of(tenant: Tenant | None, given: DataClass | None) -> DataClass:
    """What was given, else what the tenant brings, else ``internal``."""
    if given is not None:
        return DataClass(given)
    return tenant.data_class if tenant else DataClass.INTERNAL
