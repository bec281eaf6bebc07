"""The length of policies."""

from collections.abc import Sequence

from soc2_baseline.components.statements import LONGEST_POLICY, Statement


def policy_size(statements: Sequence[Statement]) -> int:
    """Count the characters of a document without white space, as IAM counts them."""
    rendered = str([statement.render() for statement in statements])
    return len("".join(rendered.split())) + len('{"Version":"2012-10-17","Statement":}')


def size_problems(place: str, what: str, statements: Sequence[Statement]) -> list[str]:
    """Check that a managed policy holds the statements; ``what`` names the settings to shorten."""
    size = policy_size(statements)
    if size <= LONGEST_POLICY:
        return []
    return [f"{place}: {what} make a policy of {size} characters; accepted are {LONGEST_POLICY}"]
