"""What the commands about access share: formats, and the session with AWS."""

from enum import StrEnum
from typing import Any

import boto3


class CheckFormat(StrEnum):
    """How a check is shown."""

    TABLE = "table"
    JSON = "json"


def session(region: str | None = None) -> Any:
    """A boto3 session, in the region of the environment unless another is named."""
    return boto3.Session(region_name=region) if region else boto3.Session()
