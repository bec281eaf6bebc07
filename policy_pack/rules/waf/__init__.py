"""Rules about AWS WAF: what stands behind it, and what it does."""

from soc2_baseline.policy_pack.rules.waf import edge, web_acls

RULES = (*edge.RULES, *web_acls.RULES)
