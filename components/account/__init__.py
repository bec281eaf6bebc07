"""Settings of an account, and of each of its regions."""
