"""Rules about Amazon S3."""

from soc2_baseline.policy_pack.rules.s3 import (
    access_logs,
    acls,
    blocking,
    encryption,
    lifecycle,
    locks,
    policies,
    replication,
    transport,
    versions,
)

RULES = (
    *blocking.RULES,
    *acls.RULES,
    *encryption.RULES,
    *versions.RULES,
    *access_logs.RULES,
    *transport.RULES,
    *policies.RULES,
    *lifecycle.RULES,
    *locks.RULES,
    *replication.RULES,
)
