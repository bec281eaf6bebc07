"""Rules about Amazon MSK, Amazon Kinesis and Amazon Data Firehose."""

from soc2_baseline.policy_pack.rules.kinesis_msk import encryption

RULES = (*encryption.RULES,)
