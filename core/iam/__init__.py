"""The language of IAM policies."""
