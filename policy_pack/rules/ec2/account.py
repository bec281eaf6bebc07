"""Default settings of a region for volumes, snapshots and images."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    expect,
    is_true,
)

DEFAULT = "aws:ebs/encryptionByDefault:EncryptionByDefault"
SNAPSHOTS = "aws:ebs/snapshotBlockPublicAccess:SnapshotBlockPublicAccess"
IMAGES = "aws:ec2/imageBlockPublicAccess:ImageBlockPublicAccess"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == DEFAULT:
        yield from expect(
            resource.at("enabled"),
            lambda on: on is None or is_true(on),
            "default-encryption",
            "new volumes are not encrypted by default",
        )
    elif resource.type == SNAPSHOTS:
        yield from expect(
            resource.at("state"),
            lambda state: state == "block-all-sharing",
            "snapshots",
            "snapshots can be shared publicly",
        )
    elif resource.type == IMAGES:
        yield from expect(
            resource.at("state"),
            lambda state: state == "block-new-sharing",
            "images",
            "images can be shared publicly",
        )
    else:
        yield from expect(
            resource.at("group"),
            lambda group: group != "all",
            "public-image",
            "the image is public: everybody may launch it",
        )


RULES = (
    ResourceRule(
        id="ebs-account-defaults",
        types=(
            "ebs.EncryptionByDefault",
            "ebs.SnapshotBlockPublicAccess",
            "ec2.ImageBlockPublicAccess",
            "ec2.AmiLaunchPermission",
        ),
        criteria=("CC6.1", "C1.1"),
        severity=Severity.HIGH,
        summary="New volumes are encrypted, and no snapshot or image is public.",
        fix='Set enabled=True; state="block-all-sharing" for snapshots, "block-new-sharing" for '
        "images; name accounts in launch permissions.",
        keys={
            "default-encryption": "enabled",
            "snapshots": "state",
            "images": "state",
            "public-image": "group",
        },
        remedies={"default-encryption": ("enabled", True)},
        why="Anybody with an AWS account can read every file of a public snapshot or image.",
        reference="Amazon EBS user guide: encryption by default, block public access for "
        "snapshots; Amazon EC2 user guide: block public access to AMIs; Security Hub EC2.1, "
        "EC2.7, EC2.182; checkov CKV_AWS_106, CKV_AWS_205",
        judge=_judge,
    ),
)
