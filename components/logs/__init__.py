"""Archives and delivery of logs."""
