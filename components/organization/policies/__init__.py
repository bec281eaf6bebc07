"""Contents of the organization's policies, one module per concern."""
