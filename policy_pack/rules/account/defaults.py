"""Settings that an account needs because AWS's defaults are too open."""

from collections.abc import Iterator
from typing import NamedTuple

from soc2_baseline.policy_pack.kit import UNKNOWN, Context, Finding, Severity, StackGraph, StackRule
from soc2_baseline.policy_pack.rules.account.closed import DOCUMENTS, SETTING, VOLUMES
from soc2_baseline.policy_pack.rules.detection.account import STACK, unless


class _Setting(NamedTuple):
    key: str
    type: str
    missing: str


_SETTINGS = (
    _Setting(
        "buckets",
        "s3.AccountPublicAccessBlock",
        "public access to buckets is not blocked for the account",
    ),
    _Setting("passwords", "iam.AccountPasswordPolicy", "the account has no password policy"),
    _Setting("encryption", "ebs.EncryptionByDefault", "new volumes are not encrypted by default"),
    _Setting(
        "volumes", VOLUMES, "new volumes are not encrypted by default with a customer managed key"
    ),
    _Setting(
        "snapshots", "ebs.SnapshotBlockPublicAccess", "public sharing of snapshots is not blocked"
    ),
    _Setting("images", "ec2.ImageBlockPublicAccess", "public sharing of images is not blocked"),
    _Setting(
        "metadata", "ec2.InstanceMetadataDefaults", "new instances do not require IMDSv2 by default"
    ),
)
"""The rules about each type check the values."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for setting in _SETTINGS:
        found = (True for _ in graph.of(setting.type))
        yield from unless(found, setting.key, setting.missing, setting.type, graph, context)
    names = [setting.at("settingId") for setting in graph.of(SETTING)]
    answers = [None if name is UNKNOWN else str(name).endswith(DOCUMENTS) for name in names]
    sentence = "public sharing of documents is not blocked"
    yield from unless(answers, "documents", sentence, SETTING, graph, context)


RULES = (
    StackRule(
        id="account-defaults",
        types=(STACK, SETTING, *(setting.type for setting in _SETTINGS)),
        criteria=("CC6.1", "CC6.6", "C1.1"),
        severity=Severity.HIGH,
        summary="An account blocks public access and encrypts new volumes by default.",
        fix="Add s3.AccountPublicAccessBlock, iam.AccountPasswordPolicy, ebs.EncryptionByDefault, "
        "ebs.DefaultKmsKey, ebs.SnapshotBlockPublicAccess, ec2.ImageBlockPublicAccess, "
        "ec2.InstanceMetadataDefaults, and an ssm.ServiceSetting that blocks public sharing of "
        "documents.",
        keys={
            **{setting.key: setting.type for setting in _SETTINGS},
            "documents": SETTING,
        },
        why="A resource without its own settings uses the account's settings, and AWS leaves most "
        "of them open.",
        reference="Amazon S3 user guide: block public access; IAM user guide: password policy; "
        "Amazon EBS user guide: encryption by default, block public access for snapshots; "
        "Amazon EC2 user guide: metadata defaults, block public access to AMIs; AWS Systems "
        "Manager user guide: block public sharing of documents; Security Hub S3.1, IAM.15, "
        "EC2.7, EC2.182, SSM.7",
        needs="owns_account",
        judge=_judge,
    ),
)
