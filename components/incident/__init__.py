"""Incident response: routing of findings to people, escalation, runbooks."""
