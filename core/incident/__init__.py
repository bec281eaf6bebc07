"""Incidents: their records, the drill that proves the way from a finding to a person."""
