"""Parser for documents that AWS accepts as JSON or as YAML in one string."""

import json
from typing import Any


class Unreadable(ValueError):
    """A text that is neither JSON nor YAML."""


def tree(text: str) -> Any:
    """Return the parsed content of a text.

    Raises:
        Unreadable: it is neither JSON nor YAML.
    """
    try:
        return json.loads(text)
    except ValueError:
        pass
    except RecursionError as error:
        raise Unreadable from error
    from soc2_baseline.core import yaml_tree  # noqa: PLC0415 slow to load

    try:
        return yaml_tree.parse(text, version="1.1", any_key=True).values
    except (yaml_tree.Mistakes, RecursionError) as error:
        raise Unreadable from error
