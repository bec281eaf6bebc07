"""Ports that are never for the internet, by the dated table ``ports``."""

from collections.abc import Mapping
from functools import cache

from soc2_baseline.policy_pack.kit import table

WEB = (443, 80)
"""Where the web is: what may be open to everybody."""


@cache
def admin() -> Mapping[int, str]:
    """Ports by which machines are managed."""
    return _named("admin")


@cache
def acl_admin() -> Mapping[int, str]:
    """Those of them that network ACLs are asked about."""
    return _named("acl-admin")


@cache
def data() -> Mapping[int, str]:
    """Ports of stores, caches, queues and searches."""
    return _named("data")


def _named(section: str) -> Mapping[int, str]:
    return {int(port): name for port, name in table("ports").facts[section].items()}
