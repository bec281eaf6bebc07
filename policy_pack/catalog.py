"""Every rule of the pack, in one list that a test compares with the files."""

from policy_pack.rule import Rule
from policy_pack.rules import kms

RULES: tuple[Rule, ...] = (*kms.RULES,)

BY_ID = {rule.id: rule for rule in RULES}
