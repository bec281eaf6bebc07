"""Remediation configurations of AWS Config; nothing is remediated."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Refused, stand_in, store
from soc2_baseline.baseline.sandbox.models import Record

_KEPT = "remediations"


def _put(backend: Any, given: Record) -> Record:
    for one in given["RemediationConfigurations"]:
        name = one["ConfigRuleName"]
        if name not in backend.config_rules:
            raise Refused("InvalidParameterValueException", f"Rule {name} does not exist")
        place = f"{backend.partition}:config:{backend.region_name}:{backend.account_id}"
        arn = f"arn:{place}:remediation-configuration/{name}"
        store(backend, _KEPT)[name] = {**one, "Arn": arn}
    return {"FailedBatches": []}


def _describe(backend: Any, given: Record) -> Record:
    kept = store(backend, _KEPT)
    return {"RemediationConfigurations": [kept[n] for n in given["ConfigRuleNames"] if n in kept]}


def _delete(backend: Any, given: Record) -> Record:
    if store(backend, _KEPT).pop(given["ConfigRuleName"], None) is None:
        raise Refused(
            "NoSuchRemediationConfigurationException",
            f"{given['ConfigRuleName']} has no remediation",
        )
    return {}


STAND_IN = stand_in(
    name="Config remediation",
    gap="moto has no remediation configurations",
    service="config",
    handlers={
        "PutRemediationConfigurations": _put,
        "DescribeRemediationConfigurations": _describe,
        "DeleteRemediationConfiguration": _delete,
    },
)
