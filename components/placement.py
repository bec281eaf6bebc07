"""The part of its arguments that every component has: an environment, and perhaps a tenant."""

from collections.abc import Mapping
from typing import Any, Generic, NamedTuple, TypeVar, cast

from soc2_baseline.components.arguments import checked
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.tenant import Tenant

A = TypeVar("A")


class Placed(NamedTuple, Generic[A]):
    """Arguments of the right types, and where they belong, resolved."""

    args: A
    environment: Environment
    tenant: Tenant | None


def placed(args: A, shape: type[A], place: str) -> Placed[A]:
    """Check the arguments of a component, and resolve its environment and its tenant.

    Raises:
        ConfigError: every argument that is unknown, missing or of another type, and all that is
            wrong with the environment and the tenant.
    """
    given = checked(args, shape, place)
    values = cast(Mapping[str, Any], given)
    return Placed(given, values["environment"], values.get("tenant"))
