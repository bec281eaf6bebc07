"""Stand-ins as data: resources with a life cycle, and settings with defaults.

A description names operations and members as botocore's model does. The input is stored and
returned. Answers may hold members that the model does not define: the server drops them.
"""

from soc2_baseline.baseline.sandbox.contract import Handler
from soc2_baseline.baseline.sandbox.models.resource import Resource
from soc2_baseline.baseline.sandbox.models.setting import Setting
from soc2_baseline.baseline.sandbox.models.tags import tagging
from soc2_baseline.baseline.sandbox.models.values import Record, now

__all__ = ["Record", "Resource", "Setting", "now", "operations", "tagging"]


def operations(*described: Setting | Resource) -> dict[str, Handler]:
    """Join the handlers of several descriptions."""
    return {name: handler for one in described for name, handler in one.handlers().items()}
