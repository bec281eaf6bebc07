"""What is provisioned: ComponentResources, one per module, grouped by area."""
