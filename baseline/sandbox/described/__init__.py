"""Stand-ins as data: what is created, told, changed and deleted, and what is merely set.

A description names operations and members as botocore's model does. What was given is kept and
told again. Answers may hold more than the model has room for: the server leaves that out.
"""

from baseline.sandbox.contract import Handler
from baseline.sandbox.described.resource import Resource
from baseline.sandbox.described.setting import Setting
from baseline.sandbox.described.tags import tagging
from baseline.sandbox.described.values import Record, now

__all__ = ["Record", "Resource", "Setting", "now", "operations", "tagging"]


def operations(*described: Setting | Resource) -> dict[str, Handler]:
    """What answers the operations of several."""
    return {name: handler for one in described for name, handler in one.handlers().items()}
