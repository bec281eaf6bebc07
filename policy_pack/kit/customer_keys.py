"""Keys that are ours: which resources make one, and which ids are AWS's own."""

from typing import Any

CUSTOMER_KEYS = (
    "kms.Key",
    "kms.ReplicaKey",
    "kms.ExternalKey",
    "kms.ReplicaExternalKey",
    "kms.Alias",
)


def is_customer_key(key_id: Any) -> bool:
    """Whether a known key id is given and is not the alias of a key that AWS manages."""
    return isinstance(key_id, str) and key_id != "" and "alias/aws/" not in key_id
