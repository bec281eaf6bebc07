"""Everything of one tenant, together."""
