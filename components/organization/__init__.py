"""The organization of the accounts: units, guardrails, delegation, spending."""
