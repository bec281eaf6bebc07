"""Encryption and deletion of EBS volumes and their copies."""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    DataClass,
    Finding,
    Level,
    NotApplicable,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    Wire,
    at,
    expect,
    is_customer_key,
    is_given,
    is_true,
)
from soc2_baseline.policy_pack.rules.ec2.launches import LAUNCHES, TEMPLATE, devices, inherits, root

VOLUME = "aws:ebs/volume:Volume"
COPIES = ("ebs.SnapshotCopy", "ebs.SnapshotImport", "ec2.AmiCopy")
SENTENCES = {
    "root": "the root volume is not encrypted",
    "data": "a data volume is not encrypted",
    "template": "a volume of the launch template is not encrypted",
    "volume": "the volume is not encrypted",
    "copy": "the copy is not encrypted",
}


def _judge_encryption(resource: Resource, context: Context) -> Iterator[Finding]:
    if not _is_launch(resource):
        kind = "volume" if resource.type == VOLUME else "copy"
        yield from _encrypted(resource.props, kind, "kmsKeyId", context)
        return
    if key := _unsaid(resource):
        yield Finding(key, SENTENCES[key])
    for device in devices(resource):
        if not device.inherits:
            yield from _encrypted(device.settings, device.key, device.prop, context)


def _encrypted(settings: Any, key: str, prop: str, context: Context) -> Iterator[Finding]:
    encrypted = at(settings, "encrypted")
    yield from expect(encrypted, is_true, key, SENTENCES[key])
    if context.profile is Profile.PROD and (encrypted is UNKNOWN or is_true(encrypted)):
        yield from expect(
            at(settings, "kmsKeyId"),
            is_customer_key,
            "cmk",
            "the key is not a customer managed key",
            wire=Wire(prop, CUSTOMER_KEYS),
        )


def _is_launch(resource: Resource) -> bool:
    return resource.type.startswith("aws:ec2/") and not resource.type.endswith(":AmiCopy")


def _unsaid(resource: Resource) -> str | None:
    """Return the key of a volume that the resource creates without describing it."""
    if resource.type == TEMPLATE:
        mappings = resource.at("blockDeviceMappings")
        says_nothing = mappings is not UNKNOWN and not is_given(mappings)
        # A template without an image is completed by its user.
        return "template" if says_nothing and resource.at("imageId") is not None else None
    own = root(resource)
    if own is UNKNOWN or is_given(own) or inherits(resource):
        return None
    return "root"


def _judge_lifecycle(resource: Resource, _context: Context) -> Iterator[Finding]:
    data_class = resource.tag("data-class")
    if data_class is not UNKNOWN and data_class == DataClass.PUBLIC:
        raise NotApplicable("data of the class public may be left behind")
    for device in devices(resource):
        yield from expect(
            at(device.settings, "deleteOnTermination"),
            lambda on: on is None or is_true(on),
            device.key,
            "a volume is not deleted with its instance",
        )


RULES = (
    ResourceRule(
        id="ebs-encrypted",
        types=(*LAUNCHES, "ebs.Volume", *COPIES),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="Volumes and copies of snapshots and images are encrypted, in prod with a "
        "customer managed key.",
        fix="Set encrypted=True on every device, volume and copy, and in prod kms_key_id.",
        keys={
            "root": "root_block_device.encrypted",
            "data": "ebs_block_devices.encrypted",
            "template": "block_device_mappings.ebs.encrypted",
            "volume": "encrypted",
            "copy": "encrypted",
            "cmk": "kms_key_id",
        },
        why="An attacker who gets a snapshot or the underlying storage can read everything on an "
        "unencrypted volume.",
        reference="Amazon EBS user guide: encryption; Security Hub EC2.3; checkov CKV_AWS_3, "
        "CKV_AWS_8, CKV_AWS_189, CKV_AWS_204, CKV_AWS_235",
        judge=_judge_encryption,
    ),
    ResourceRule(
        id="ec2-volume-lifecycle",
        types=LAUNCHES,
        criteria=("C1.2",),
        level=Level.ADVISORY,
        severity=Severity.LOW,
        summary="Volumes of an instance are deleted with it; data that stays is an ebs.Volume.",
        fix="Set delete_on_termination=True, or make the volume an ebs.Volume that is attached.",
        keys={
            "root": "root_block_device.delete_on_termination",
            "data": "ebs_block_devices.delete_on_termination",
            "template": "block_device_mappings.ebs.delete_on_termination",
        },
        why="A volume that outlives its instance has no owner: its data is neither used nor "
        "disposed of.",
        reference="Amazon EC2 user guide: preserve data when an instance is terminated; "
        "AWS Config ec2-volume-inuse-check",
        judge=_judge_lifecycle,
    ),
)
