"""What an account has once, and once in each region."""
