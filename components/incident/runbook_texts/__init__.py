"""Texts of the runbooks, one file per kind of incident."""
