"""Stand-ins: registration, and the handlers that answer operations instead of moto."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from moto import backends
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import ServiceException
from moto.utilities.utils import get_partition

Handler = Callable[[Any, dict[str, Any]], dict[str, Any] | None]
"""Takes the backend of the account and region and the parsed input; returns the output.

None leaves the request to moto.
"""


@dataclass(frozen=True)
class StandIn:
    """A gap of moto and its substitute.

    Attributes:
        name: name of the substituted feature.
        gap: the gap in one sentence.
        service: boto3's name of the service.
        operations: operations that it adds to the service or replaces.
        apply: changes moto; called once, in the server, before its first request.
    """

    name: str
    gap: str
    service: str
    operations: tuple[str, ...]
    apply: Callable[[], None]


class Refused(ServiceException):
    """An error answer of a stand-in: AWS's error code and a message."""


class Backend(BaseBackend):
    """Storage of stand-ins for a service that moto does not implement."""


_handlers: dict[tuple[str, str], list[tuple[str, Handler]]] = {}
_applied: list[str] = []


def store(backend: Any, name: str) -> dict[str, Any]:
    """Return a dictionary kept in moto's backend, so that moto's reset empties it too."""
    found: dict[str, Any] = vars(backend).setdefault(f"stand_in_{name}", {})
    return found


def add_operations(service: str, handlers: Mapping[str, Handler]) -> None:
    """Register handlers of a service; they are asked before those registered earlier."""
    for operation, handler in handlers.items():
        whose = _applied[-1] if _applied else ""
        _handlers.setdefault((service, operation), []).insert(0, (whose, handler))


def stand_in(name: str, gap: str, service: str, handlers: Mapping[str, Handler]) -> StandIn:
    """Build a stand-in that consists of operations only."""
    return StandIn(
        name=name,
        gap=gap,
        service=service,
        operations=tuple(handlers),
        apply=lambda: add_operations(service, handlers),
    )


def install(stand_in: StandIn) -> None:
    """Apply a stand-in to the moto of this process."""
    _applied.append(stand_in.name)
    stand_in.apply()


def handlers_of(service: str, operation: str) -> tuple[tuple[str, Handler], ...]:
    """Return the stand-ins that answer an operation, in order, with their handlers."""
    return tuple(_handlers.get((service, operation), ()))


def backend_of(service: str, account: str, region: str) -> Any:
    """Return the backend of an account in a region: moto's, if moto has the service."""
    regional = _backends(service)[account]
    # Global services have one backend per partition.
    return regional[region if region in regional.regions else get_partition(region)]


@cache
def _backends(service: str) -> Any:
    find: Any = backends.get_backend
    try:
        return find(service)
    except ModuleNotFoundError:
        # The name only decides which regions exist.
        return BackendDict(Backend, "ec2")
