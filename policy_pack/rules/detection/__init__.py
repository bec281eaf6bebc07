"""Rules about the services that monitor an account."""

from soc2_baseline.policy_pack.rules.detection import config, guardduty, scanners, securityhub

RULES = (*config.RULES, *guardduty.RULES, *securityhub.RULES, *scanners.RULES)
