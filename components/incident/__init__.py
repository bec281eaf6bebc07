"""The way from a finding to a person, and what happens when it is not taken."""
