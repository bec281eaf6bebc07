"""The environment of a stack, read from its own configuration."""

from typing import Any, Final, cast

import pulumi

from soc2_baseline.components.environment import EnvironmentArgs, resolve_environment
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.structured import structured
from soc2_baseline.core.vocabulary import Profile

NAMESPACE: Final = "baseline"

_REQUIRED: Final = {
    "account_id": "the AWS account, 12 digits",
    "region": "an AWS region such as eu-central-1",
    "owner": "the team that answers for the stack",
}


def environment_from_stack() -> EnvironmentArgs:
    """Return the environment that the ``baseline:`` keys of the stack describe, resolved.

    The keys are the arguments of the environment with hyphens: ``baseline:account-id``,
    ``baseline:region`` and ``baseline:owner``, and if needed ``baseline:profile`` (``prod`` by
    default), ``service``, ``zones``, ``repo``, ``commit``, ``change-id``, ``unavailable-types``,
    ``exceptions-file``. Hand the result to every component of the program.

    Raises:
        ConfigError: every key that is missing or has a value that is not accepted.
    """
    config = pulumi.Config(NAMESPACE)
    read = {name: config.get(_key(name)) for name in EnvironmentArgs.__annotations__}
    given: dict[str, Any] = {name: structured(text) for name, text in read.items() if text}
    missing = [
        f"{NAMESPACE}:{_key(name)} is missing; accepted is {accepted}"
        for name, accepted in _REQUIRED.items()
        if name not in given
    ]
    if missing:
        raise ConfigError(missing)
    given.setdefault("profile", Profile.PROD)
    try:
        return resolve_environment(cast(EnvironmentArgs, given)).args
    except ConfigError as error:
        raise ConfigError(f"{NAMESPACE} settings: {said}" for said in error.problems) from error


def _key(name: str) -> str:
    return name.replace("_", "-")
