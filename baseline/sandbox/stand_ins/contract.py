"""What a stand-in is, and how one adds operations to moto from botocore's model of the service."""

import importlib
import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from moto import backends
from moto.core.responses import ActionResult
from moto.core.utils import camelcase_to_underscores, get_service_model

Handler = Callable[[Any, dict[str, Any]], dict[str, Any]]
"""Takes moto's backend of the account and region and the parsed input; gives the output."""


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


def store(backend: Any, name: str) -> dict[str, Any]:
    """A dictionary that lives with moto's backend, so that moto's reset empties it too."""
    found: dict[str, Any] = vars(backend).setdefault(f"stand_in_{name}", {})
    return found


def add_operations(service: str, handlers: Mapping[str, Handler]) -> None:
    """Have moto answer these operations of a service; the model parses input, renders output."""
    urls = importlib.import_module(f"moto.{service}.urls")
    responses = importlib.import_module(f"moto.{service}.responses")
    response_class: Any = next(
        value
        for value in vars(responses).values()
        if isinstance(value, type) and value.__module__ == responses.__name__
    )
    model = get_service_model(service)
    for operation, handler in handlers.items():
        path = model.operation_model(operation).http["requestUri"].partition("?")[0].rstrip("/")
        pattern = re.sub(r"\{(\w+)\+?\}", r"(?P<\1>[^/]+)", path)
        urls.url_paths.setdefault(f"{{0}}{pattern}/?$", response_class.dispatch)
        setattr(response_class, camelcase_to_underscores(operation), _method(service, handler))


def _backends(service: str) -> Any:
    find: Any = backends.get_backend
    return find(service)


def _method(service: str, handler: Handler) -> Callable[[Any], Any]:
    def method(self: Any) -> Any:
        self.parse_parameters(self.normalized_request)
        backend = _backends(service)[self.current_account][self.region]
        return ActionResult(handler(backend, self.params))

    return method
