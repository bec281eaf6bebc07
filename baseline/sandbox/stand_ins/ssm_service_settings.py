"""Service settings of Systems Manager."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Handler, Refused, stand_in
from soc2_baseline.baseline.sandbox.models import Record, Setting, now

_DEFAULTS = {
    "/ssm/appconfig/appconfig-parameter-store-fallback": "false",
    "/ssm/automation/customer-script-log-destination": "$None",
    "/ssm/automation/customer-script-log-group-name": "$None",
    "/ssm/automation/enable-adaptive-concurrency": "false",
    "/ssm/documents/console/public-sharing-permission": "Enable",
    "/ssm/managed-instance/activation-tier": "standard",
    "/ssm/managed-instance/default-ec2-instance-management-role": "$None",
    "/ssm/opsinsights/opscenter": "Disabled",
    "/ssm/parameter-store/default-parameter-tier": "Standard",
    "/ssm/parameter-store/high-throughput-enabled": "false",
}


def _known(_backend: Any, given: Record) -> None:
    if _id(given) not in _DEFAULTS:
        raise Refused("ServiceSettingNotFound", f"{given['SettingId']} does not exist")


def _id(given: Record) -> str:
    # It is named by its ARN, too.
    return str(given["SettingId"].rpartition(":servicesetting")[2])


def _default(backend: Any, given: Record) -> Record:
    place = f"arn:{backend.partition}:ssm:{backend.region_name}:{backend.account_id}"
    return {
        "SettingId": _id(given),
        "SettingValue": _DEFAULTS[_id(given)],
        "ARN": f"{place}:servicesetting{_id(given)}",
        "Status": "Default",
    }


_SETTING = Setting(
    name="service_settings",
    by=("SettingId",),
    reads="GetServiceSetting",
    writes={
        "UpdateServiceSetting": {
            "Status": "Customized",
            "LastModifiedDate": now,
            "LastModifiedUser": "arn:{partition}:iam::{account}:root",
        }
    },
    resets=("ResetServiceSetting",),
    defaults=_default,
    under="ServiceSetting",
    needs=_known,
)


def _by_name(handler: Handler) -> Handler:
    return lambda backend, given: handler(backend, {**given, "SettingId": _id(given)})


STAND_IN = stand_in(
    name="SSM service settings",
    gap="moto has no service settings of Systems Manager",
    service="ssm",
    handlers={name: _by_name(handler) for name, handler in _SETTING.handlers().items()},
)
