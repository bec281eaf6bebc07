"""Values in text form: Pulumi sends lists and objects of its configuration as JSON."""

import json
from typing import Any


def structured(value: Any) -> Any:
    """Parse a list or an object from JSON; return any other value unchanged."""
    if not isinstance(value, str) or value[:1] not in ("{", "["):
        return value
    try:
        return json.loads(value)
    except ValueError:
        return value
