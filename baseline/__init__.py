"""The command that people run, and what stands behind it."""
