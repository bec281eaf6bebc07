"""How people and pipelines get in: Identity Center, roles, pipelines, emergencies."""
