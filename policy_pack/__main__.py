"""Entry point for Pulumi: serves the rules of the catalog."""

from pathlib import Path

from soc2_baseline.policy_pack.start import start

start(Path(__file__).resolve().parent)
