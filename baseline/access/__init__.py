"""Access, read from AWS and changed there."""
