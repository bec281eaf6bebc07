"""Access as code: the manifest, its changes, its review, and the use of break-glass."""
