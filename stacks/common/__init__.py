"""Common parts of the stacks."""
