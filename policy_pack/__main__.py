"""Entry point for Pulumi: serves the rules of the catalog."""

import gc
from pathlib import Path

# Modules are not garbage: collections while they load take a fifth of the start.
gc.disable()

from soc2_baseline.policy_pack.catalog import RULES  # noqa: E402
from soc2_baseline.policy_pack.engine.servicer import serve  # noqa: E402

serve(RULES, Path(__file__).resolve().parent)
