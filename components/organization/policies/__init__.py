"""What the policies of the organization say, a module for each concern."""
