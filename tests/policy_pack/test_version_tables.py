"""The tables of versions say for each when support ends, and say it in order."""

import datetime
from collections.abc import Iterator
from typing import Any

import pytest

from soc2_baseline.core.knowledge.tables import table

TABLES = ("lambda_runtimes", "eks_versions", "rds_engines", "elasticache_engines")


def rows(tree: dict[str, Any]) -> Iterator[dict[str, datetime.date]]:
    for value in tree.values():
        if "standard" in value:
            yield value
        else:
            yield from rows(value)


@pytest.mark.parametrize("name", TABLES)
def test_each_version_has_its_dates(name: str) -> None:
    found = list(rows(table(name).facts["versions"]))
    assert found
    for row in found:
        assert row.keys() <= {"standard", "extended"}
        assert all(type(day) is datetime.date for day in row.values())
        assert row.get("extended", datetime.date.max) > row["standard"]


@pytest.mark.parametrize("name", TABLES)
def test_each_table_names_its_documents(name: str) -> None:
    assert table(name).sources
    assert table(name).facts.keys() == {"versions"}
