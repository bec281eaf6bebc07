"""A CrossGuard policy pack for AWS; its rules are grouped by AWS service or topic."""

from pathlib import Path

FOLDER = Path(__file__).resolve().parent
"""The folder that the engine starts (``--policy-pack``)."""
