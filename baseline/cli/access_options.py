"""What the commands about access share: formats, and the session with AWS."""

from enum import StrEnum
from typing import Any


class CheckFormat(StrEnum):
    """How a check is shown."""

    TABLE = "table"
    JSON = "json"


def session(region: str | None = None) -> Any:
    """A boto3 session, in the region of the environment unless another is named."""
    import boto3  # noqa: PLC0415 heavy imports wait

    return boto3.Session(region_name=region) if region else boto3.Session()
