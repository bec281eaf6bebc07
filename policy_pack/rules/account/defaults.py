"""Settings that an account has to have, because AWS's own defaults leave the door open."""

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
    _Setting("buckets", "s3.AccountPublicAccessBlock", "public buckets are not blocked"),
    _Setting("passwords", "iam.AccountPasswordPolicy", "there is no password policy"),
    _Setting("encryption", "ebs.EncryptionByDefault", "new volumes are not encrypted"),
    _Setting("volumes", VOLUMES, "new volumes have no key of your own"),
    _Setting("snapshots", "ebs.SnapshotBlockPublicAccess", "public snapshots are not blocked"),
    _Setting("images", "ec2.ImageBlockPublicAccess", "public images are not blocked"),
    _Setting("metadata", "ec2.InstanceMetadataDefaults", "instances need no session token"),
)
"""Whether their values are safe is asked by the rules about each type."""


def _judge(graph: StackGraph, context: Context) -> Iterator[Finding]:
    for setting in _SETTINGS:
        found = (True for _ in graph.of(setting.type))
        yield from unless(found, setting.key, setting.missing, setting.type, graph, context)
    names = [setting.at("settingId") for setting in graph.of(SETTING)]
    answers = [None if name is UNKNOWN else str(name).endswith(DOCUMENTS) for name in names]
    sentence = "public documents are not blocked"
    yield from unless(answers, "documents", sentence, SETTING, graph, context)


RULES = (
    StackRule(
        id="account-defaults",
        types=(STACK, SETTING, *(setting.type for setting in _SETTINGS)),
        criteria=("CC6.1", "CC6.6", "C1.1"),
        severity=Severity.HIGH,
        summary="An account blocks what is public and encrypts volumes before anybody asks.",
        fix="Add s3.AccountPublicAccessBlock, iam.AccountPasswordPolicy, ebs.EncryptionByDefault, "
        "ebs.DefaultKmsKey, ebs.SnapshotBlockPublicAccess, ec2.ImageBlockPublicAccess, "
        "ec2.InstanceMetadataDefaults, and an ssm.ServiceSetting against public documents.",
        keys={
            **{setting.key: setting.type for setting in _SETTINGS},
            "documents": SETTING,
        },
        why="What nobody configured falls back to the account's settings, and AWS leaves most of "
        "them open.",
        reference="Amazon S3 user guide: block public access; IAM user guide: password policy; "
        "Amazon EBS user guide: encryption by default, block public access for snapshots; "
        "Amazon EC2 user guide: metadata defaults, block public access to AMIs; AWS Systems "
        "Manager user guide: block public sharing of documents; Security Hub S3.1, IAM.15, "
        "EC2.7, EC2.182, SSM.7",
        needs="owns_account",
        judge=_judge,
    ),
)
