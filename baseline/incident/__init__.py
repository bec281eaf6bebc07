"""Incidents in an account: records and drills."""
