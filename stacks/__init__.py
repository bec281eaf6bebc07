"""The programs behind `pulumi up`, and the modules they share."""
