"""The analyzer that asks the rules."""
