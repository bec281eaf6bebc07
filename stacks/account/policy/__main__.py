"""The rules of the SOC 2 baseline; exceptions of this project lie in exceptions.yaml beside."""

from pathlib import Path

from policy_pack.catalog import RULES
from policy_pack.servicer import serve

serve(RULES, Path(__file__).resolve().parent)
