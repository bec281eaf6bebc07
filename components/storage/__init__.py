"""Stores for objects and items."""
