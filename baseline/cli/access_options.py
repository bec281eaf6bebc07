"""The formats and the AWS session that the commands about access share."""

from enum import StrEnum
from typing import Any

import boto3


class CheckFormat(StrEnum):
    """The format of a check."""

    TABLE = "table"
    JSON = "json"


def session(region: str | None = None) -> Any:
    """Return a boto3 session, in the region of the environment unless another is named."""
    return boto3.Session(region_name=region) if region else boto3.Session()
