"""Values that AWS adds to the input."""

import time
import uuid
from collections.abc import Callable, Mapping
from typing import Any

Record = dict[str, Any]
Made = Mapping[str, Any] | Callable[[Any, Record], Record]
"""Values that AWS adds.

Text may name members and {region}, {account}, {partition}, {uuid}; a function takes the backend
and the record.
"""


def now(_backend: Any, _record: Record) -> float:
    """Return the time of the request."""
    return int(time.time())


def filled(made: Any, backend: Any, record: Record) -> Any:
    """Compute the values that AWS adds to a record."""
    if callable(made):
        return made(backend, record)
    if isinstance(made, Mapping):
        return {key: filled(value, backend, record) for key, value in made.items()}
    if not isinstance(made, str) or "{" not in made:
        return made
    return made.format(
        **record,
        region=backend.region_name,
        account=backend.account_id,
        partition=backend.partition,
        uuid=uuid.uuid4(),
    )
