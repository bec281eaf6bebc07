"""Principals used in policy rehearsals, and builders for their requests."""

from dataclasses import dataclass
from typing import Any

from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import pipeline_role
from soc2_baseline.components.organization.units import Unit
from soc2_baseline.core.control_policies.lint import Rehearsal
from soc2_baseline.core.control_policies.simulate import Access, Request

MEMBER = "111122223333"
STRANGER = "999999999999"
"""Invented accounts: no guardrail names one."""

ADMINISTRATOR = "administrator"
"""A principal with every permission that an account can give."""


@dataclass(frozen=True)
class Cast:
    """The places of a rehearsal.

    Attributes:
        environment: the environment, with the member account in place of the management account.
        home: a region in use.
        elsewhere: a region that is not in use, if there is one.
        organization_id: the organization.
    """

    environment: Environment
    home: str
    elsewhere: str | None
    organization_id: str

    def pipeline(self, step: DeployStep) -> str:
        """Return the ARN of a pipeline's role, such as ``shared-deploy-update``."""
        return self.role(pipeline_role(step).replace("*", ""))

    def role(self, name: str) -> str:
        """Return the ARN of a role in the member account."""
        return f"arn:{self.environment.partition}:iam::{MEMBER}:role/{name}"

    def arn(self, service: str, resource: str) -> str:
        """Return the ARN of a resource at home."""
        return f"arn:{self.environment.partition}:{service}:{self.home}:{MEMBER}:{resource}"

    def allowed(self, who: str, principal: str, action: str, **more: Any) -> Rehearsal:
        """Return a request that must pass."""
        return Rehearsal(who, self._request(principal, action, more), Access.ALLOWED)

    def denied(self, who: str, principal: str, action: str, **more: Any) -> Rehearsal:
        """Return a request that must be denied."""
        return Rehearsal(who, self._request(principal, action, more), Access.DENIED)

    def _request(self, principal: str, action: str, more: dict[str, Any]) -> Request:
        values = {
            "region": self.home,
            "organization": self.organization_id,
            "unit": Unit.WORKLOADS_PROD.value,
            **more,
        }
        return Request(principal, action, **values)
