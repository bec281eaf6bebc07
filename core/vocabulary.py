"""Words with one meaning in components, policies, controls and reports.

Durations carry their unit in the name; text durations ("15m", "4h", "35d") are read by
:func:`seconds`.
"""

import re
from enum import StrEnum


class Profile(StrEnum):
    """What an environment is worth: decides floors, never encryption, TLS, logging, MFA, tags."""

    SANDBOX = "sandbox"
    DEV = "dev"
    STAGE = "stage"
    PROD = "prod"


class DataClass(StrEnum):
    """How sensitive what a resource holds is, from open to personal."""

    PUBLIC = "public"
    INTERNAL = "internal"
    CONFIDENTIAL = "confidential"
    RESTRICTED = "restricted"
    PERSONAL = "personal"


class Tier(StrEnum):
    """How a tenant is kept apart: shared stores, own stores, own network, own account."""

    POOL = "pool"
    BRIDGE = "bridge"
    SILO = "silo"
    ACCOUNT = "account"


class Exposure(StrEnum):
    """Who can reach a resource over the network."""

    PRIVATE = "private"
    PUBLIC = "public"


class Verdict(StrEnum):
    """What a rule says about a resource where it does not simply hold."""

    VIOLATION = "violation"
    UNDETERMINED = "undetermined"
    WAIVED = "waived"
    NOT_OFFERED = "not-offered"
    ERROR = "error"


class ExitCode:
    """What the command line ends with; the first that applies of 2, 1, 3, 0."""

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
    """The seconds in a text such as ``15m``; raises ValueError for anything else."""
    match = _DURATION.fullmatch(duration)
    if not match:
        raise ValueError(f"{duration!r} is not a duration; accepted is {DURATION_RULE}")
    return int(match[1]) * _UNIT_SECONDS[match[2]]
