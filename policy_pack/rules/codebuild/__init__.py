"""Rules about AWS CodeBuild."""

from policy_pack.rules.codebuild import projects

RULES = (*projects.RULES,)
