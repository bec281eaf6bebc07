"""Block of public security group rules for EMR clusters."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Setting, now, operations

_DEFAULT = {
    "BlockPublicSecurityGroupRules": True,
    "PermittedPublicSecurityGroupRuleRanges": [{"MinRange": 22, "MaxRange": 22}],
}

STAND_IN = stand_in(
    name="EMR block public access",
    gap="moto has no default of EMR's block of public access",
    service="emr",
    handlers=operations(
        Setting(
            name="block_public_access",
            reads="GetBlockPublicAccessConfiguration",
            writes={"PutBlockPublicAccessConfiguration": {}},
            defaults={
                "BlockPublicAccessConfiguration": _DEFAULT,
                "BlockPublicAccessConfigurationMetadata": {
                    "CreationDateTime": now,
                    "CreatedByArn": "arn:{partition}:iam::{account}:root",
                },
            },
        )
    ),
)
