"""Cases of the rules about what an account does by default."""

from typing import Any

from soc2_baseline.core.unknown import UNKNOWN
from soc2_baseline.policy_pack.kit import Resource
from tests.support.policies import Case, bad, good, made, skips, unknown

STACK = made("pulumi:pulumi:Stack", "stack")
OWN: dict[str, Any] = {"owns_account": True}
BUCKET = made("s3.Bucket")
KEY = "arn:aws:kms:eu-west-1:123456789012:key/1"
SETTINGS = "arn:aws:ssm:eu-west-1:123456789012:servicesetting"
SHARING = f"{SETTINGS}/ssm/documents/console/public-sharing-permission"


def sharing(value: Any = "Disable", setting: Any = SHARING) -> Resource:
    return made("ssm.ServiceSetting", settingId=setting, settingValue=value)


DEFAULTS = {
    "buckets": made("s3.AccountPublicAccessBlock"),
    "passwords": made("iam.AccountPasswordPolicy"),
    "encryption": made("ebs.EncryptionByDefault"),
    "volumes": made("ebs.DefaultKmsKey", keyArn=KEY),
    "snapshots": made("ebs.SnapshotBlockPublicAccess"),
    "images": made("ec2.ImageBlockPublicAccess"),
    "metadata": made("ec2.InstanceMetadataDefaults"),
    "documents": sharing(),
}


def without(key: str) -> list[Resource]:
    return [STACK, *(resource for name, resource in DEFAULTS.items() if name != key)]


CASES: dict[str, tuple[Case, ...]] = {
    "account-doors-closed": (
        good(made("ec2.SerialConsoleAccess", enabled=False)),
        good(made("emr.BlockPublicAccessConfiguration", blockPublicSecurityGroupRules=True)),
        good(sharing()),
        good(sharing("$None", f"{SETTINGS}/ssm/opsinsights/opscenter")).named("another-setting"),
        good(made("ebs.DefaultKmsKey", keyArn=KEY)),
        bad("serial-console", made("ec2.SerialConsoleAccess", enabled=True)),
        bad("serial-console", made("ec2.SerialConsoleAccess")).named("left-out"),
        bad(
            "clusters",
            made("emr.BlockPublicAccessConfiguration", blockPublicSecurityGroupRules=False),
        ),
        bad("documents", sharing("Enable")),
        bad("volumes", made("ebs.DefaultKmsKey", keyArn="alias/aws/ebs")),
        unknown("serial-console", made("ec2.SerialConsoleAccess", enabled=UNKNOWN)),
        unknown("documents", sharing(UNKNOWN)),
        unknown("documents", sharing("Enable", UNKNOWN)).named("which-setting"),
        skips(BUCKET),
    ),
    "account-defaults": (
        good(STACK, *DEFAULTS.values()).under(**OWN),
        *(bad(key, *without(key)).under(**OWN) for key in DEFAULTS),
        bad("documents", *without("documents"), sharing(setting=f"{SETTINGS}/ssm/x")).under(
            "another-setting", **OWN
        ),
        unknown("documents", *without("documents"), sharing(setting=UNKNOWN)).under(**OWN),
        skips(STACK, BUCKET),
    ),
}
