"""The ``baseline`` command as ``python -m soc2_baseline``."""

from soc2_baseline.baseline.cli.main import main

main()
