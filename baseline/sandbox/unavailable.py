"""The types of resources that a sandbox does not offer."""

from pathlib import Path

from soc2_baseline.core.files import read_yaml


def unavailable_types() -> dict[str, str]:
    """Return the reason for each Pulumi token."""
    found: dict[str, str] = read_yaml(Path(__file__).with_name("unavailable.yaml")) or {}
    return found
