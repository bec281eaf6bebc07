"""The version of the installed package; pyproject.toml is the only place that sets it."""

import importlib.metadata

DISTRIBUTION = "soc2-baseline"
VERSION = importlib.metadata.version(DISTRIBUTION)
