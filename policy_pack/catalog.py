"""Every rule of the pack, in one list that a test compares with the files."""

from policy_pack.rule import Rule
from policy_pack.rules import backup, dynamodb, iam, kms, logs, network, s3, stackwide

RULES: tuple[Rule, ...] = (
    *iam.RULES,
    *kms.RULES,
    *network.RULES,
    *dynamodb.RULES,
    *logs.RULES,
    *s3.RULES,
    *backup.RULES,
    # Last: rules about exceptions must see which ones all others used.
    *stackwide.RULES,
)

BY_ID = {rule.id: rule for rule in RULES}
