"""Settings that an account has once, or once in each region."""
