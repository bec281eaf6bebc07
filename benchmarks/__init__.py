"""Benchmarks as ratios of alternating runs; see ``python -m benchmarks``."""
