"""The organization around the accounts: units, guardrails, delegation, spending."""
