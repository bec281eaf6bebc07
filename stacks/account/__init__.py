"""The stack of an account."""
