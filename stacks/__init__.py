"""Stack programs behind `pulumi up`, and their common parts."""
