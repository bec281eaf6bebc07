"""Rules about Amazon SNS and Amazon SQS."""

from soc2_baseline.policy_pack.rules.sns_sqs import dead_letters, queues, topics

RULES = (*topics.RULES, *queues.RULES, *dead_letters.RULES)
