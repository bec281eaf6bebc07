"""Rules about Amazon MSK, Amazon Kinesis and Amazon Data Firehose."""

from policy_pack.rules.streams import encryption

RULES = (*encryption.RULES,)
