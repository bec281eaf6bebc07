"""The least that a policy pack can be: one rule of each kind, doing nothing, under the SDK."""

from pulumi_policy import (
    EnforcementLevel,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)


def nothing(_args: ResourceValidationArgs | StackValidationArgs, _report: ReportViolation) -> None:
    """Never reports."""


PolicyPack(
    "empty",
    policies=[
        ResourceValidationPolicy("resource", "Nothing.", nothing, EnforcementLevel.MANDATORY),
        StackValidationPolicy("stack", "Nothing.", nothing, EnforcementLevel.MANDATORY),
    ],
)
