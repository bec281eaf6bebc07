"""Identity Center: tags and boundaries of permission sets, attributes for access control."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Setting, operations


def _permission_set(backend: Any, given: Record) -> Any:
    arn = given.get("PermissionSetArn") or given.get("ResourceArn")
    instance = given.get("InstanceArn") or str(arn).rpartition("/")[0]
    return backend._find_permission_set(instance, arn)


def _tags(backend: Any, given: Record) -> Record:
    return {"Tags": _permission_set(backend, given).tags or []}


def _tag(backend: Any, given: Record) -> Record:
    found = _permission_set(backend, given)
    tags = {tag["Key"]: tag for tag in (*(found.tags or []), *given["Tags"])}
    found.tags = list(tags.values())
    return {}


def _untag(backend: Any, given: Record) -> Record:
    found = _permission_set(backend, given)
    found.tags = [tag for tag in found.tags or [] if tag["Key"] not in given["TagKeys"]]
    return {}


def _provisioning(backend: Any, given: Record) -> Record:
    # moto provisions at once.
    return {
        "PermissionSetProvisioningStatus": {
            "Status": "SUCCEEDED",
            "RequestId": given["ProvisionPermissionSetRequestId"],
        }
    }


_BOUNDARY = Setting(
    name="boundaries",
    by=("InstanceArn", "PermissionSetArn"),
    reads="GetPermissionsBoundaryForPermissionSet",
    writes={"PutPermissionsBoundaryToPermissionSet": {}},
    resets=("DeletePermissionsBoundaryFromPermissionSet",),
    defaults=None,
    needs=_permission_set,
)
_ATTRIBUTES = Setting(
    name="access_control_attributes",
    by=("InstanceArn",),
    reads="DescribeInstanceAccessControlAttributeConfiguration",
    writes={
        "CreateInstanceAccessControlAttributeConfiguration": {"Status": "ENABLED"},
        "UpdateInstanceAccessControlAttributeConfiguration": {"Status": "ENABLED"},
    },
    resets=("DeleteInstanceAccessControlAttributeConfiguration",),
    defaults=None,
)

STAND_IN = stand_in(
    name="Identity Center",
    gap="moto has no tags, boundaries or access control attributes of Identity Center",
    service="sso-admin",
    handlers={
        **operations(_BOUNDARY, _ATTRIBUTES),
        "DescribePermissionSetProvisioningStatus": _provisioning,
        "ListTagsForResource": _tags,
        "TagResource": _tag,
        "UntagResource": _untag,
    },
)
