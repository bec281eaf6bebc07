"""Roles and the boundary that holds them."""
