"""Networks and their tiers."""
