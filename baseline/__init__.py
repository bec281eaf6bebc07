"""The vocabulary that every part shares, and the ``baseline`` command (``baseline.cli``)."""
