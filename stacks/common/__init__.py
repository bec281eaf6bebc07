"""Modules that all stacks share."""
