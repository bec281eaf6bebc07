"""What is said about the policies of an organization before AWS sees them: lint and rehearsal."""
