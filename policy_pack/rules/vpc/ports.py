"""Ports that are never for the internet, by the dated table ``ports``."""

from collections.abc import Mapping
from functools import cache

from soc2_baseline.policy_pack.kit import table

WEB = (443, 80)
"""Web ports, which may be open to everybody."""


@cache
def admin() -> Mapping[int, str]:
    """Return ports for administration of machines."""
    return _named("admin")


@cache
def acl_admin() -> Mapping[int, str]:
    """Return the administration ports that network ACLs are checked for."""
    return _named("acl-admin")


@cache
def data() -> Mapping[int, str]:
    """Return ports of data stores, caches, queues and search engines."""
    return _named("data")


def _named(section: str) -> Mapping[int, str]:
    return {int(port): name for port, name in table("ports").facts[section].items()}
