"""What is run: the programs behind `pulumi up`, and what they share."""
