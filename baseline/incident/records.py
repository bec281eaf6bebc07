"""Records of incidents: detection, acknowledgement, escalation and closure."""

import os
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import boto3
from botocore.exceptions import BotoCoreError, ClientError, NoCredentialsError

from soc2_baseline.core.errors import ConfigError, EnvironmentLacks, Unreadable
from soc2_baseline.core.incident.names import RECORDS

KEPT_DAYS = 400
"""Days for which the record of a closed incident is kept, at least: audits look back a year."""

_DAY = 86400
_REFUSED = "ConditionalCheckFailedException"


@dataclass(frozen=True)
class Incident:
    """One record; times are texts of ISO 8601, empty where something has not happened."""

    id: str
    kind: str
    severity: str
    runbook: str
    source: str
    account: str
    region: str
    detected: str
    recorded: str
    event: str
    acknowledged: str = ""
    acknowledged_by: str = ""
    escalated: str = ""
    customers_informed: str = ""
    customers_run: str = ""
    closed: str = ""
    closed_by: str = ""
    note: str = ""

    @property
    def state(self) -> str:
        """``closed``, ``acknowledged``, ``escalated`` or ``open``."""
        for state in ("closed", "acknowledged", "escalated"):
            if getattr(self, state):
                return state
        return "open"


def client(service: str, region: str | None) -> Any:
    """Return a client of an AWS service, in the region that is given or that the environment names.

    Raises:
        EnvironmentLacks: no region is named, or the region or the profile is none.
    """
    try:
        named = region or os.environ.get("AWS_REGION") or boto3.Session().region_name
        if not named:
            raise EnvironmentLacks(
                "no region is named: give --region, or set AWS_REGION to the incident path's home"
            )
        return boto3.client(service, region_name=named)
    except (BotoCoreError, ValueError) as error:
        raise EnvironmentLacks(
            f"AWS cannot be asked ({error}); accepted are a region such as eu-central-1"
            " and a profile that exists"
        ) from error


@contextmanager
def reading(what: str) -> Iterator[None]:
    """Turn errors of AWS into ours.

    Raises:
        EnvironmentLacks: credentials are missing.
        Unreadable: AWS refused or did not answer.
    """
    try:
        yield
    except NoCredentialsError as error:
        raise EnvironmentLacks("AWS credentials are missing: sign in first") from error
    except (ClientError, BotoCoreError) as error:
        raise Unreadable(f"{what}: {error}") from error


def now() -> str:
    """Return the current time, as records have it."""
    return datetime.now(UTC).isoformat(timespec="milliseconds")


class Records:
    """The table of records in one region.

    Args:
        region: home of the incident path; as the environment names it by default.
        table: another table than the baseline's.
    """

    def __init__(self, region: str | None = None, table: str = RECORDS) -> None:
        self._table = table
        self._dynamodb = client("dynamodb", region)

    def all(self) -> list[Incident]:
        """Return every record, the latest first."""
        with reading(f"table {self._table}"):
            pages = self._dynamodb.get_paginator("scan").paginate(
                TableName=self._table, ConsistentRead=True
            )
            items = [item for page in pages for item in page["Items"]]
        return sorted(map(_incident, items), key=lambda one: one.detected, reverse=True)

    def get(self, incident_id: str) -> Incident:
        """Return one record.

        Raises:
            ConfigError: there is none with this id.
        """
        with reading(f"table {self._table}"):
            found = self._dynamodb.get_item(
                TableName=self._table, Key={"id": {"S": incident_id}}, ConsistentRead=True
            )
        if "Item" not in found:
            raise ConfigError(
                f"incident {incident_id!r} has no record in table {self._table};"
                " accepted is an id that `baseline incident list --all` shows"
            )
        return _incident(found["Item"])

    def about(self, word: str) -> Incident | None:
        """Return the record whose event has a word, such as a drill's id."""
        with reading(f"table {self._table}"):
            pages = self._dynamodb.get_paginator("scan").paginate(
                TableName=self._table,
                ConsistentRead=True,
                FilterExpression="contains(#event, :word)",
                ExpressionAttributeNames={"#event": "event"},
                ExpressionAttributeValues={":word": {"S": word}},
            )
            items = [item for page in pages for item in page["Items"]]
        return _incident(items[0]) if items else None

    def acknowledge(self, incident_id: str, person: str) -> Incident:
        """Take an incident, so that it is not escalated; who took it first stays in the record."""
        found = self.get(incident_id)
        if found.acknowledged:
            return found
        self._set(incident_id, "acknowledged", {"acknowledged": now(), "acknowledged_by": person})
        return self.get(incident_id)

    def close(self, incident_id: str, person: str, note: str, days: int = KEPT_DAYS) -> Incident:
        """End an incident; its record is kept for some more days."""
        found = self.get(incident_id)
        if found.closed:
            return found
        values = {"closed": now(), "closed_by": person, "note": note}
        if not found.acknowledged:
            values |= {"acknowledged": values["closed"], "acknowledged_by": person}
        self._set(incident_id, "closed", values, expires=int(time.time()) + days * _DAY)
        return self.get(incident_id)

    def _set(
        self, incident_id: str, once: str, texts: dict[str, str], expires: int | None = None
    ) -> None:
        """Write attributes, unless somebody else wrote ``once`` in the meantime."""
        values: dict[str, dict[str, str]] = {name: {"S": text} for name, text in texts.items()}
        if expires is not None:
            values["expires"] = {"N": str(expires)}
        try:
            self._dynamodb.update_item(
                TableName=self._table,
                Key={"id": {"S": incident_id}},
                UpdateExpression="SET " + ", ".join(f"#{name} = :{name}" for name in values),
                ConditionExpression=f"attribute_exists(id) AND attribute_not_exists(#{once})",
                ExpressionAttributeNames={f"#{name}": name for name in values},
                ExpressionAttributeValues={f":{name}": value for name, value in values.items()},
            )
        except ClientError as error:
            if error.response["Error"]["Code"] != _REFUSED:
                raise Unreadable(f"table {self._table}: {error}") from error
        except BotoCoreError as error:
            raise Unreadable(f"table {self._table}: {error}") from error


def _incident(item: dict[str, dict[str, str]]) -> Incident:
    known = Incident.__dataclass_fields__
    texts = {name: value["S"] for name, value in item.items() if name in known and "S" in value}
    return Incident(**{**dict.fromkeys(_REQUIRED, ""), **texts})


_REQUIRED = (
    *("id", "kind", "severity", "runbook", "source", "account"),
    *("region", "detected", "recorded", "event"),
)
