"""Names that users write down: ids of rules, finding keys and options.

A line that disappears breaks their exceptions and settings. BASELINE_GOLDEN=write updates the
lists, for review.
"""

from pathlib import Path

import pytest

from soc2_baseline.policy_pack.catalog import RULES
from tests.support.golden import golden

FOLDER = Path(__file__).parent / "golden"


@pytest.mark.parametrize(
    ("name", "found"),
    [
        ("rule_ids.txt", [rule.id for rule in RULES]),
        ("finding_keys.txt", [f"{rule.id}[{key}]" for rule in RULES for key in rule.keys]),
        ("option_keys.txt", [f"{rule.id}.{name}" for rule in RULES for name in rule.options]),
    ],
)
def test_names_are_those_that_were_reviewed(name: str, found: list[str]) -> None:
    golden(name, sorted(found), FOLDER)
