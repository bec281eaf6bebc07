"""The types of resources that a sandbox does not offer."""

from pathlib import Path

import yaml


def unavailable_types() -> dict[str, str]:
    """Pulumi token to reason."""
    content = Path(__file__).with_name("unavailable.yaml").read_text(encoding="utf-8")
    found: dict[str, str] = yaml.safe_load(content) or {}
    return found
