"""Rules about AWS CodeBuild."""

from soc2_baseline.policy_pack.rules.codebuild import projects

RULES = (*projects.RULES,)
