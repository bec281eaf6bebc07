"""Archives of logs, and the trail."""
