"""Entry point for Pulumi: serves the rules of the catalog."""

from pathlib import Path

from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.servicer import serve

serve(RULES, Path(__file__).resolve().parent)
