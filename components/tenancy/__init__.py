"""All resources of one tenant, as one component."""
