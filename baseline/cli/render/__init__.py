"""Tables, pages and JSON, rendered from the results of the commands."""
