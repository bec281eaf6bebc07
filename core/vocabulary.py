"""Words with one meaning in components, policies, controls and reports.

Durations carry their unit in the name; text durations ("15m", "4h", "35d") are read by
:func:`seconds`.
"""

import re
from enum import StrEnum


class Profile(StrEnum):
    """The worth of an environment: decides floors, never encryption, TLS, logging, MFA, tags."""

    SANDBOX = "sandbox"
    DEV = "dev"
    STAGE = "stage"
    PROD = "prod"


class DataClass(StrEnum):
    """The sensitivity of data, from open to personal."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"
    PERSONAL = "personal"


class Tier(StrEnum):
    """The isolation of a tenant: shared stores, own stores, own network, own account."""

    POOL = "pool"
    BRIDGE = "bridge"
    SILO = "silo"
    ACCOUNT = "account"


class Exposure(StrEnum):
    """The network exposure of a resource."""

    PRIVATE = "private"
    PUBLIC = "public"


class Verdict(StrEnum):
    """The verdict of a rule on a resource that does not simply pass."""

    VIOLATION = "violation"
    UNDETERMINED = "undetermined"
    WAIVED = "waived"
    NOT_OFFERED = "not-offered"
    ERROR = "error"


class ExitCode:
    """Exit codes of the command line; the first that applies of 2, 1, 3, 0."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    UNDETERMINED = 3


TAG_KEYS = (
    "tenant",
    "environment",
    "data-class",
    "exposure",
    "owner",
    "service",
    "repo",
    "commit",
    "change-id",
)
"""Tags of every resource; the last three are there where the change that made it is known."""

REQUIRED_TAG_KEYS = TAG_KEYS[:6]

SHARED_TENANT = "shared"
"""The value of the ``tenant`` tag of what belongs to no single tenant."""

TENANT_ID = re.compile(r"[a-z][a-z0-9-]{1,18}[a-z0-9]")
TENANT_ID_RULE = (
    "3 to 20 characters: lower-case letters, digits, hyphens; a letter first, no hyphen last"
)

_UNIT_SECONDS = {"s": 1, "m": 60, "h": 3600, "d": 86400}
_DURATION = re.compile(r"(\d+)([smhd])")
DURATION_RULE = "a whole number and a unit: s, m, h or d, such as 15m"


def seconds(duration: str) -> int:
    """Return the seconds of a text such as ``15m``; raise ValueError for anything else."""
    match = _DURATION.fullmatch(duration)
    if not match:
        raise ValueError(f"{duration!r} is not a duration; accepted is {DURATION_RULE}")
    return int(match[1]) * _UNIT_SECONDS[match[2]]
