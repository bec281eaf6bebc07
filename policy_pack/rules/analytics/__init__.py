"""Rules about Amazon Athena, AWS Glue and Amazon SageMaker AI."""

from policy_pack.rules.analytics import guarded

RULES = (*guarded.RULES,)
