"""ComponentResources of the baseline, one per module, grouped by area."""
