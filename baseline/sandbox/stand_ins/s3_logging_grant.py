"""Evaluation of bucket policies that allow access log delivery."""

import json
from fnmatch import fnmatchcase
from typing import Any

from moto.s3.models import FakeBucket

from soc2_baseline.baseline.sandbox.contract import StandIn

LOGGING_SERVICE = "logging.s3.amazonaws.com"


def _all(value: Any) -> list[Any]:
    return value if isinstance(value, list) else [value]


def _lets_logs_in(statement: dict[str, Any], destination: str) -> bool:
    principal = statement.get("Principal")
    services = _all(principal.get("Service")) if isinstance(principal, dict) else []
    return (
        statement.get("Effect") == "Allow"
        and LOGGING_SERVICE in services
        and any(fnmatchcase("s3:PutObject", action) for action in _all(statement.get("Action", [])))
        and any(fnmatchcase(destination, arn) for arn in _all(statement.get("Resource", [])))
    )


def _granted(target_bucket: Any, target_prefix: str | None) -> bool:
    if not target_bucket.policy:
        return False
    arn = f"arn:{target_bucket.partition}:s3:::{target_bucket.name}/{target_prefix or ''}log"
    statements = _all(json.loads(target_bucket.policy)["Statement"])
    return any(_lets_logs_in(statement, arn) for statement in statements)


def _apply() -> None:
    setattr(FakeBucket, "_log_permissions_enabled_policy", staticmethod(_granted))  # noqa: B010


STAND_IN = StandIn(
    name="S3 access log grant",
    gap="moto fails on bucket policies with a statement for everyone or a list of resources",
    service="s3",
    operations=("PutBucketLogging",),
    apply=_apply,
)
