"""Tables of facts that rules read, each with its source and a test or a date against drift."""
