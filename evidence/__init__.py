"""Proof over time; filled by later releases."""
