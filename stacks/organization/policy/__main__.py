"""The rules of the SOC 2 baseline; this project's exceptions are in exceptions.yaml here."""

from pathlib import Path

from soc2_baseline.policy_pack.start import start

start(Path(__file__).resolve().parent)
