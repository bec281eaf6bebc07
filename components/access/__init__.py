"""Access of people and pipelines: Identity Center, roles, trust policies, break-glass."""
