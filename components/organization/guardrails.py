"""Guardrails: control policies and declarative policies over all accounts."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.organization.guardrail_checks import ExtraPolicyArgs
from soc2_baseline.components.organization.guardrail_plan import (
    PERIMETER,
    GuardrailsArgs,
    GuardrailsPlan,
    perimeter_content,
    resolve,
)
from soc2_baseline.core.control_policies.policies import ROOT, Policy

__all__ = ["ExtraPolicyArgs", "Guardrails", "GuardrailsArgs", "resolve"]

_DESCRIPTION = "SOC 2 baseline: {name}; see docs/guardrails.md"


class Guardrails(BaselineComponent, area="organization"):
    """Policies over all accounts (CC5.2, CC6.1, CC6.3, CC6.6, CC6.7, CC7.1, CC7.2, A1.2).

    Provisions policies and their attachments. The service control policies deny: ``identity``,
    leaving the organization, use of root, and changes to boundaries, baseline roles and identity
    providers; ``detection``, changes to CloudTrail, AWS Config, Amazon GuardDuty, Security Hub,
    Inspector, Macie, Access Analyzer, alarms and their topics; ``evidence``, deletion of backups,
    audit logs, log groups and tagged keys, and opening their policies; ``regions``, everything
    outside the regions in use; ``exposure``, public access and unencrypted storage; and
    ``quarantine``, everything in new and suspended accounts. The resource control policy
    ``perimeter`` restricts data services to identities of the organization, trusted accounts, and
    AWS services that act for either, by TLS. The declarative policy ``ec2-defaults``: VPC Block
    Public Access, metadata by token, no public disks or images, no serial console. ``tags``: our
    tags in one spelling. ``ai-opt-out``: no training on content. Only the deploy role is exempt; in
    quarantine also the role that AWS Organizations creates. Before anything is provisioned the
    policies are linted, and requests of our roles and of strangers are rehearsed against them.

    Costs:
        Nothing.

    Leaves out:
        The management account, which AWS exempts from control policies: keep workloads out of it.
        Service-linked roles. Resources that were public or unencrypted before.

    Raises:
        ConfigError: each invalid argument, with the values that are accepted; each finding of the
            linter.
    """

    policy_ids: dict[str, pulumi.Output[str]]
    """Ids of the policies by name."""

    def __init__(
        self, name: str, args: GuardrailsArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        plan = resolve(args)
        super().__init__(name, plan.environment, None, opts)
        targets = {ROOT: args["root_id"], **args["unit_ids"]}
        # Few policies refer to the organization, but all of them depend on it.
        root: pulumi.Output[str] = pulumi.Output.from_input(args["root_id"])
        self._organization: pulumi.Output[list[pulumi.Resource]] = root.apply(lambda _: [])
        self.policy_ids = {}
        for policy in plan.policies:
            made = self._make(policy, self._content(plan, policy, args["organization_id"]))
            self.policy_ids[policy.name] = made.id
            for target in policy.targets:
                key = target.lower().replace("/", "-")
                aws.organizations.PolicyAttachment(
                    f"{name}-{policy.name}-{key}",
                    policy_id=made.id,
                    target_id=targets[target],
                    opts=self.child(),
                )
        self.finish({"policyIds": self.policy_ids})

    def _make(self, policy: Policy, content: pulumi.Input[str]) -> aws.organizations.Policy:
        return aws.organizations.Policy(
            f"{self.name}-{policy.name}",
            name=self.physical_name(policy.name),
            description=_DESCRIPTION.format(name=policy.name),
            type=policy.type.value,
            content=content,
            tags=self.tags,
            opts=self.stateful_child(depends_on=self._organization),
        )

    def _content(
        self, plan: GuardrailsPlan, policy: Policy, organization_id: pulumi.Input[str]
    ) -> pulumi.Input[str]:
        """Return the policy document, with the organization's id if it names the organization."""
        if policy.name != PERIMETER or isinstance(organization_id, str):
            return policy.content
        known: pulumi.Output[str] = pulumi.Output.from_input(organization_id)
        return known.apply(lambda value: perimeter_content(value, plan.trusted_accounts))
