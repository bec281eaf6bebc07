"""Customer-managed keys: the types that create one, and the ids of AWS-managed keys."""

from soc2_baseline.policy_pack.kit.values import Value

CUSTOMER_KEYS = (
    "kms.Key",
    "kms.ReplicaKey",
    "kms.ExternalKey",
    "kms.ReplicaExternalKey",
    "kms.Alias",
)


def is_customer_key(key_id: Value) -> bool:
    """Return whether a known key id is given and is not the alias of an AWS-managed key."""
    return isinstance(key_id, str) and key_id != "" and "alias/aws/" not in key_id
