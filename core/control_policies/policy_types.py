"""The types of policies that the baseline writes."""

from enum import StrEnum


class PolicyType(StrEnum):
    """Types of policies, as AWS Organizations names them."""

    SERVICE_CONTROL = "SERVICE_CONTROL_POLICY"
    RESOURCE_CONTROL = "RESOURCE_CONTROL_POLICY"
    DECLARATIVE_EC2 = "DECLARATIVE_POLICY_EC2"
    TAG = "TAG_POLICY"
    AI_OPT_OUT = "AISERVICES_OPT_OUT_POLICY"

    @property
    def authorizes(self) -> bool:
        """Return whether it is written in the policy language of IAM."""
        return self in (PolicyType.SERVICE_CONTROL, PolicyType.RESOURCE_CONTROL)
