"""Roles of a tenant's staff, and their permissions boundary."""
