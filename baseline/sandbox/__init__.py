"""A sandbox: a moto server as AWS, and the real Pulumi command line against it."""
