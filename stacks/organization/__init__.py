"""The stack of an organization."""
