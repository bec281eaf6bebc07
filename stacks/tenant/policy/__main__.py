"""The rules of the SOC 2 baseline; exceptions of this project lie in exceptions.yaml beside."""

from pathlib import Path

from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.engine.servicer import serve

serve(RULES, Path(__file__).resolve().parent)
