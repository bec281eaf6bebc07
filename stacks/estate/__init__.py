"""The whole baseline in one stack."""
