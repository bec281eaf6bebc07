"""Account settings that block public access before anybody opens it by mistake."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    expect,
    is_true,
    own_key,
    token,
)

CONSOLE, CLUSTERS = "ec2.SerialConsoleAccess", "emr.BlockPublicAccessConfiguration"
SETTING, VOLUMES = "ssm.ServiceSetting", "ebs.DefaultKmsKey"
DOCUMENTS = "/ssm/documents/console/public-sharing-permission"


def _judge(resource: Resource, _context: Context) -> Iterator[Finding]:
    if resource.type == token(CONSOLE):
        yield from expect(
            resource.at("enabled"),
            lambda on: on is not None and not is_true(on),  # left out, it is switched on
            "serial-console",
            "the EC2 serial console is enabled, which bypasses every security group",
        )
    elif resource.type == token(CLUSTERS):
        yield from expect(
            resource.at("blockPublicSecurityGroupRules"),
            is_true,
            "clusters",
            "Amazon EMR clusters may start with security groups that are open to the public",
        )
    elif resource.type == token(VOLUMES):
        yield from own_key(
            resource, ("keyArn",), "new volumes are encrypted with an AWS managed key", "volumes"
        )
    else:
        yield from _documents(resource)


def _documents(setting: Resource) -> Iterator[Finding]:
    name, value = setting.at("settingId"), setting.at("settingValue")
    if (name is not UNKNOWN and not str(name).endswith(DOCUMENTS)) or (
        value is not UNKNOWN and value == "Disable"
    ):
        return
    unsure = name is UNKNOWN or value is UNKNOWN
    verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
    yield Finding("documents", "documents can be shared with the public", verdict)


RULES = (
    ResourceRule(
        id="account-doors-closed",
        types=(CONSOLE, CLUSTERS, SETTING, VOLUMES),
        criteria=("CC6.1", "CC6.6"),
        severity=Severity.HIGH,
        summary="Account settings block public access to consoles, clusters and documents.",
        fix="Set enabled=False for the serial console, block_public_security_group_rules=True, "
        'setting_value="Disable" for public sharing of documents, and key_arn to your own key.',
        keys={
            "serial-console": "enabled",
            "clusters": "block_public_security_group_rules",
            "documents": "setting_value",
            "volumes": "key_arn",
        },
        why="One account setting opens a path that no security group, bucket policy or review of "
        "a single resource covers.",
        reference="Amazon EC2 user guide: EC2 Serial Console; Amazon EMR management guide: block "
        "public access; AWS Systems Manager user guide: block public sharing of documents; "
        "Security Hub EMR.2, SSM.7",
        judge=_judge,
    ),
)
