"""Fixtures of all tests, and the choice of the quick ones."""

from pathlib import Path

import pytest

from tests.support.engine import engine, engine_present
from tests.support.moto_server import moto_server
from tests.support.plain_moto import plain_moto

__all__ = ["engine", "engine_present", "moto_server", "plain_moto"]


def pytest_addoption(parser: pytest.Parser) -> None:
    """Register the option `--quick` and the list in pyproject.toml that it leaves out."""
    parser.addoption(
        "--quick", action="store_true", help="leave out slow paths and what needs an engine"
    )
    parser.addini("slow_paths", "Files and folders that --quick leaves out.", "linelist")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Return True for a slow path under --quick, so that it is not even imported."""
    if not config.getoption("--quick"):
        return None
    slow = (config.rootpath / path for path in config.getini("slow_paths"))
    return True if collection_path in slow else None


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out integration tests under --quick."""
    if config.getoption("--quick"):
        left_out = [item for item in items if item.get_closest_marker("integration")]
        config.hook.pytest_deselected(items=left_out)
        items[:] = [item for item in items if item not in left_out]
