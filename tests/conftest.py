"""Fixtures of all tests; those of one area stand in its own support module."""

from tests.support.engine import engine, engine_present
from tests.support.moto_server import moto_server
from tests.support.plain_moto import plain_moto

__all__ = ["engine", "engine_present", "moto_server", "plain_moto"]
