"""Suggestions for a name that is not known."""

import pytest

from soc2_baseline.core.nearest import did_you_mean, nearest

KNOWN = ("lambda", "elb", "s3", "s3control", "secretsmanager", "ssm", "isolation", "CC9.1")


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("lamda", "lambda"),
        ("Lambda", "lambda"),
        ("secrets", "secretsmanager"),
        ("isolate", "isolation"),
        ("cc91", "CC9.1"),
    ],
)
def test_the_best_comes_first(name: str, first: str) -> None:
    assert nearest(name, KNOWN)[0] == first


def test_a_part_of_a_name_is_near_and_strange_names_are_not() -> None:
    assert set(nearest("control", KNOWN)) == {"s3control"}
    assert nearest("zzzz", KNOWN) == []
    assert did_you_mean("zzzz", KNOWN) == ""
    assert did_you_mean("lamda", KNOWN) == "; did you mean lambda?"
