"""Rules about Amazon SNS and Amazon SQS."""

from policy_pack.rules.messaging import dead_letters, queues, topics

RULES = (*topics.RULES, *queues.RULES, *dead_letters.RULES)
