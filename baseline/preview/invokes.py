"""Results of the AWS provider's functions offline, from configuration alone."""

import json
import uuid
from dataclasses import dataclass
from typing import Any

from soc2_baseline.components.regions import REGIONS
from soc2_baseline.core.errors import ConfigError


@dataclass(frozen=True)
class InvokeTable:
    """One table for account, partition, region, zones and caller."""

    account_id: str = "123456789012"
    region: str = "us-east-1"
    zones: tuple[str, ...] = ("a", "b", "c")

    def invoke(self, token: str, args: dict[str, Any]) -> dict[str, Any]:
        """Return the result of a function.

        Raises:
            ConfigError: the function needs the cloud.
        """
        region = args.get("region") or self.region
        partition = REGIONS.get(region, "aws")
        suffix = "amazonaws.com.cn" if partition == "aws-cn" else "amazonaws.com"
        match token:
            case "aws:index/getCallerIdentity:getCallerIdentity":
                arn = f"arn:{partition}:iam::{self.account_id}:root"
                return {
                    "accountId": self.account_id,
                    "arn": arn,
                    "id": self.account_id,
                    "userId": "OFFLINE",
                }
            case "aws:index/getPartition:getPartition":
                return {"partition": partition, "dnsSuffix": suffix, "id": partition}
            case "aws:index/getRegion:getRegion":
                return {
                    "region": region,
                    "name": region,
                    "id": region,
                    "endpoint": f"ec2.{region}.{suffix}",
                }
            case "aws:index/getAvailabilityZones:getAvailabilityZones":
                names = [f"{region}{letter}" for letter in self.zones]
                return {"names": names, "zoneIds": names, "id": region}
            case "aws:iam/getPolicyDocument:getPolicyDocument":
                return {"json": _policy_document(args), "id": "offline"}
        raise ConfigError(
            f"{token} has no answer offline; pass the value as an argument instead of looking it up"
        )

    def computed(self, token: str, name: str) -> dict[str, Any]:
        """Return plausible values that a provider would compute on creation, to play an update."""
        service = token.split(":")[1].partition("/")[0]
        made = str(uuid.uuid5(uuid.NAMESPACE_URL, f"{token}/{name}"))
        kind = token.rpartition(":")[2].lower()
        return {
            "arn": f"arn:aws:{service}:{self.region}:{self.account_id}:{kind}/{made}",
            "keyId": made,
            "bucket": name,
            "name": name,
        }


def _policy_document(args: dict[str, Any]) -> str:
    """Render the arguments of getPolicyDocument, as the provider does."""
    statements = []
    for given in args.get("statements") or []:
        statement: dict[str, Any] = {"Effect": given.get("effect", "Allow")}
        for key, element in (
            ("sid", "Sid"),
            ("actions", "Action"),
            ("notActions", "NotAction"),
            ("resources", "Resource"),
            ("notResources", "NotResource"),
        ):
            if given.get(key):
                statement[element] = given[key]
        for key, element in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
            if given.get(key):
                statement[element] = _principals(given[key])
        conditions: dict[str, dict[str, Any]] = {}
        for condition in given.get("conditions") or []:
            conditions.setdefault(condition["test"], {})[condition["variable"]] = condition[
                "values"
            ]
        if conditions:
            statement["Condition"] = conditions
        statements.append(statement)
    return json.dumps({"Version": args.get("version") or "2012-10-17", "Statement": statements})


def _principals(given: list[dict[str, Any]]) -> Any:
    if any(p["type"] == "*" for p in given):
        return "*"
    by_type: dict[str, list[str]] = {}
    for principal in given:
        by_type.setdefault(principal["type"], []).extend(principal["identifiers"])
    return by_type
