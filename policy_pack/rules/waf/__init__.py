"""Rules about AWS WAF: associations and web ACLs."""

from soc2_baseline.policy_pack.rules.waf import edge, web_acls

RULES = (*edge.RULES, *web_acls.RULES)
