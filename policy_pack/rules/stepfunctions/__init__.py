"""Rules about AWS Step Functions."""

from soc2_baseline.policy_pack.rules.stepfunctions import state_machines

RULES = (*state_machines.RULES,)
