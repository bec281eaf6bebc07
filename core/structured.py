"""Values that travel as text: Pulumi sends lists and objects of its configuration as JSON."""

import json
from typing import Any


def structured(value: Any) -> Any:
    """A list or an object from its JSON; any other value, and what is no JSON, as it is."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
