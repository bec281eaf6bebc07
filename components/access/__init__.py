"""Access of people and pipelines: Identity Center, roles, pipelines, emergencies."""
