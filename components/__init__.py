"""The resources that are provisioned: ComponentResources, one per module, grouped by area."""
