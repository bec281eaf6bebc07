"""Statements of the organization's policies, a module for each concern."""
