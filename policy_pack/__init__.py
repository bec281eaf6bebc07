"""What is refused: a CrossGuard policy pack for AWS, grouped by service."""
