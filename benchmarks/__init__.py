"""Measurements as ratios, side by side in one call; see ``python -m benchmarks``."""
