"""What a stand-in is, and how it answers operations of a service instead of moto."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any

from moto import backends
from moto.core.base_backend import BackendDict, BaseBackend
from moto.core.exceptions import ServiceException
from moto.utilities.utils import get_partition

Handler = Callable[[Any, dict[str, Any]], dict[str, Any] | None]
"""Takes the backend of the account and region and the parsed input; gives the output.

None leaves the request to moto.
"""


@dataclass(frozen=True)
class StandIn:
    """One gap of moto and what fills it.

    Attributes:
        name: what is stood in for.
        gap: one sentence, what moto does without it.
        service: boto3's name of the service.
        operations: what it adds to the service or replaces in it.
        apply: changes moto; called once, in the server, before its first request.
    """

    name: str
    gap: str
    service: str
    operations: tuple[str, ...]
    apply: Callable[[], None]


class Refused(ServiceException):
    """What a stand-in does not do: the code of the error, and why."""


class Backend(BaseBackend):
    """What the stand-ins keep of a service that moto has no module for."""


_handlers: dict[tuple[str, str], list[tuple[str, Handler]]] = {}
_applied: list[str] = []


def store(backend: Any, name: str) -> dict[str, Any]:
    """A dictionary that lives with moto's backend, so that moto's reset empties it too."""
    found: dict[str, Any] = vars(backend).setdefault(f"stand_in_{name}", {})
    return found


def add_operations(service: str, handlers: Mapping[str, Handler]) -> None:
    """Answer these operations of a service, before what answered them so far."""
    for operation, handler in handlers.items():
        whose = _applied[-1] if _applied else ""
        _handlers.setdefault((service, operation), []).insert(0, (whose, handler))


def stand_in(name: str, gap: str, service: str, handlers: Mapping[str, Handler]) -> StandIn:
    """A stand-in that is nothing but operations."""
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
    """Which stand-ins are asked for an operation, in turn, and how."""
    return tuple(_handlers.get((service, operation), ()))


def backend_of(service: str, account: str, region: str) -> Any:
    """The backend of an account in a region: moto's, where moto has the service."""
    regional = _backends(service)[account]
    # Global services have one backend per partition.
    return regional[region if region in regional.regions else get_partition(region)]


@cache
def _backends(service: str) -> Any:
    find: Any = backends.get_backend
    try:
        return find(service)
    except ModuleNotFoundError:
        # The name only tells which regions there are.
        return BackendDict(Backend, "ec2")
