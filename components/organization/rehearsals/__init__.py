"""Requests that policies must let through, and must refuse."""
