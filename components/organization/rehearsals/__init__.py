"""Rehearsals: requests that the policies must allow, and requests that they must deny."""
