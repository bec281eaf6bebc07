"""A SOC 2 baseline for AWS."""
