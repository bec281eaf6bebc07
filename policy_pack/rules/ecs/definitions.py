"""Container definitions of a task, as JSON text or as a list."""

import json
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, Malformed, Resource, SecretText, known


def containers(task: Resource) -> list[dict[str, Any]]:
    """Return the containers of a task.

    Raises:
        ValueUnknown: they are not known yet.
        Malformed: they are not a JSON list of objects.
    """
    value = known(task.at("containerDefinitions"))
    secret = isinstance(value, SecretText)  # no sentence repeats a name from there
    if isinstance(value, str):
        try:
            value = json.loads(value)
        except (ValueError, RecursionError) as error:
            raise Malformed("the container definitions are not JSON") from error
    if not isinstance(value, list) or not all(isinstance(each, dict) for each in value):
        raise Malformed("the container definitions are not a list of objects")
    return [each | {"name": None} for each in value] if secret else value


def name_of(container: dict[str, Any]) -> str:
    """Return the words for a container in a sentence."""
    name = container.get("name")
    usable = (
        isinstance(name, str)
        and not isinstance(name, SecretText)
        and name.replace("-", "").replace("_", "").isalnum()
    )
    return f"the container {name}" if usable and len(str(name)) <= 30 else "a container"


def on_windows(task: Resource) -> Any:
    """Return whether a task runs on Windows: no numeric users, no read-only root there."""
    family = task.at("runtimePlatform", "operatingSystemFamily")
    return UNKNOWN if family is UNKNOWN else str(family or "").upper().startswith("WINDOWS")
