"""Lint and rehearsal of an organization's policies, before AWS sees them."""
