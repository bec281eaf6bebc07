"""Who may do what: the manifest, its changes, its review, and the use of break-glass."""
