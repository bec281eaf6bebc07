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
    from soc2_baseline.core.yaml_tree import Mistakes, parse  # noqa: PLC0415 - slow to load

    try:
        return parse(text, version="1.1", any_key=True).values
    except (Mistakes, RecursionError) as error:
        raise Unreadable from error
