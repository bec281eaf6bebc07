"""What the engine starts: the rules of the catalogue, served to it."""

from pathlib import Path

from policy_pack.catalog import RULES
from policy_pack.servicer import serve

serve(RULES, Path(__file__).resolve().parent)
