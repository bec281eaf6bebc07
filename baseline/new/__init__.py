"""Generators behind ``baseline new``: a rule, a component, a policy pack of the user's own."""
