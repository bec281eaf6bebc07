"""Rules about AWS Step Functions."""

from policy_pack.rules.stepfunctions import state_machines

RULES = (*state_machines.RULES,)
