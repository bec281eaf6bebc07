"""Rules about AWS CloudTrail."""

from soc2_baseline.policy_pack.rules.cloudtrail import data_events, presence, trails

RULES = (*trails.RULES, *data_events.RULES, *presence.RULES)
