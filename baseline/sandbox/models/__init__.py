"""Stand-ins as data: what is created, told, changed and deleted, and what is merely set.

A description names operations and members as botocore's model does. What was given is kept and
told again. Answers may hold more than the model has room for: the server leaves that out.
"""

from soc2_baseline.baseline.sandbox.contract import Handler
from soc2_baseline.baseline.sandbox.models.resource import Resource
from soc2_baseline.baseline.sandbox.models.setting import Setting
from soc2_baseline.baseline.sandbox.models.tags import tagging
from soc2_baseline.baseline.sandbox.models.values import Record, now

__all__ = ["Record", "Resource", "Setting", "now", "operations", "tagging"]


def operations(*described: Setting | Resource) -> dict[str, Handler]:
    """What answers the operations of several."""
    return {name: handler for one in described for name, handler in one.handlers().items()}
