"""The reference, generated from the code so that both agree."""
