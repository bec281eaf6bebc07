"""Audit frameworks of AWS Backup; nothing is ever audited."""

from soc2_baseline.baseline.sandbox.contract import stand_in
from soc2_baseline.baseline.sandbox.models import Resource, now, operations, tagging

_FRAMEWORK = Resource(
    name="frameworks",
    by=("FrameworkName",),
    creates="CreateFramework",
    reads="DescribeFramework",
    updates=("UpdateFramework",),
    deletes="DeleteFramework",
    lists={"ListFrameworks": "Frameworks"},
    made={
        "FrameworkArn": "arn:{partition}:backup:{region}:{account}:framework:"
        "{FrameworkName}-{uuid}",
        "CreationTime": now,
        "DeploymentStatus": "COMPLETED",
        "FrameworkStatus": "ACTIVE",
    },
    arn="FrameworkArn",
    tags="FrameworkTags",
    exists="AlreadyExistsException",
)

STAND_IN = stand_in(
    name="backup framework",
    gap="moto has no audit frameworks of AWS Backup",
    service="backup",
    handlers={**operations(_FRAMEWORK), **tagging(_FRAMEWORK, listed="ListTags")},
)
