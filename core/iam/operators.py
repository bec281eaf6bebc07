"""Groups of condition operators."""

EQUALS = ("stringequals", "stringequalsignorecase", "stringlike", "arnequals", "arnlike")
"""Operators by which a key is held to given values; negated ones and Null hold nothing."""

UNLIKE = (
    "stringnotequals",
    "stringnotequalsignorecase",
    "stringnotlike",
    "arnnotequals",
    "arnnotlike",
)
"""Operators by which a Deny leaves only given values."""
