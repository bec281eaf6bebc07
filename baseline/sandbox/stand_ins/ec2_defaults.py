"""Regional defaults of EC2: key, sharing, instance metadata, serial console, VPCs."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Record, Setting, now, operations

_ACCOUNT = {"ManagedBy": "account"}


def _default_key(backend: Any, given: Record) -> Record:
    # AWS answers with a key's ARN, whatever it was given.
    key = given["KmsKeyId"]
    place = f"{backend.partition}:kms:{backend.region_name}:{backend.account_id}"
    return {"KmsKeyId": key if key.startswith("arn:") else f"arn:{place}:key/{key}"}


_HANDLERS = operations(
    Setting(
        name="snapshot_block",
        reads="GetSnapshotBlockPublicAccessState",
        writes={
            "EnableSnapshotBlockPublicAccess": {},
            "DisableSnapshotBlockPublicAccess": {"State": "unblocked"},
        },
        defaults={"State": "unblocked", **_ACCOUNT},
    ),
    Setting(
        name="image_block",
        reads="GetImageBlockPublicAccessState",
        writes={
            "EnableImageBlockPublicAccess": {},
            "DisableImageBlockPublicAccess": {"ImageBlockPublicAccessState": "unblocked"},
        },
        defaults={"ImageBlockPublicAccessState": "unblocked", **_ACCOUNT},
    ),
    Setting(
        name="metadata_defaults",
        reads="GetInstanceMetadataDefaults",
        writes={"ModifyInstanceMetadataDefaults": {"Return": True}},
        under="AccountLevel",
        unset=("no-preference", -1),
    ),
    Setting(
        name="serial_console",
        reads="GetSerialConsoleAccessStatus",
        writes={
            "EnableSerialConsoleAccess": {"SerialConsoleAccessEnabled": True},
            "DisableSerialConsoleAccess": {"SerialConsoleAccessEnabled": False},
        },
        defaults={"SerialConsoleAccessEnabled": False, **_ACCOUNT},
    ),
    Setting(
        name="vpc_block",
        reads="DescribeVpcBlockPublicAccessOptions",
        writes={
            "ModifyVpcBlockPublicAccessOptions": {
                "State": "update-complete",
                "LastUpdateTimestamp": now,
            }
        },
        defaults={
            "AwsAccountId": "{account}",
            "AwsRegion": "{region}",
            "State": "default-state",
            "InternetGatewayBlockMode": "off",
            "ExclusionsAllowed": "allowed",
            **_ACCOUNT,
        },
        under="VpcBlockPublicAccessOptions",
    ),
    Setting(
        name="ebs_key",
        reads="GetEbsDefaultKmsKeyId",
        writes={"ModifyEbsDefaultKmsKeyId": _default_key},
        resets=("ResetEbsDefaultKmsKeyId",),
        defaults={"KmsKeyId": "alias/aws/ebs"},
    ),
)

STAND_IN = stand_in(
    name="EC2 account defaults",
    gap="moto has no regional defaults but EBS encryption: no key, no blocks, no IMDS defaults",
    service="ec2",
    handlers=_HANDLERS,
)
