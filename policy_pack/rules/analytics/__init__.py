"""Rules about Amazon Athena, AWS Glue and Amazon SageMaker AI."""

from soc2_baseline.policy_pack.rules.analytics import guarded

RULES = (*guarded.RULES,)
