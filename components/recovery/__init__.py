"""Backups and restore tests."""
