"""Guardrails: what no account of the organization can do, whatever its own policies allow."""

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
    """Policies that hold in every account (CC5.2, CC6.1, CC6.3, CC6.6, CC6.7, CC7.1, CC7.2, A1.2).

    Provisions policies and their attachments. Service control policies: ``identity`` (nobody leaves
    the organization, is root, changes boundaries, baseline roles or identity providers),
    ``detection`` (nobody touches CloudTrail, AWS Config, Amazon GuardDuty, Security Hub, Inspector,
    Macie, Access Analyzer, alarms and their topics), ``evidence`` (nobody deletes backups, audit
    logs, log groups or tagged keys, or opens their policies), ``regions`` (nothing outside the
    regions in use), ``exposure`` (nothing public, nothing without encryption), and ``quarantine``
    (nothing at all in new and suspended accounts). The resource control policy ``perimeter``: data
    services answer identities of the organization, trusted accounts, and AWS services that act for
    either, by TLS. ``ec2-defaults``: gateways closed to the outside, metadata by token, no public
    disks or images, no serial console. ``tags``: our tags, spelled alike. ``ai-opt-out``: no
    training on content. Spared is the deploy role alone; in quarantine also the role that AWS
    Organizations makes. Before anything is provisioned the policies are linted, and requests of
    our roles and of strangers are rehearsed against them.

    Costs:
        Nothing.

    Leaves out:
        The management account, which AWS exempts from control policies: keep workloads out of it.
        Service-linked roles. Resources that were public or plain before.

    Raises:
        ConfigError: every argument that is wrong, each with what is accepted; every finding of the
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
        # Hardly a policy names the organization, which has to be there before all of them.
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
        """Return the document; the one that names the organization waits for its id."""
        if policy.name != PERIMETER or isinstance(organization_id, str):
            return policy.content
        known: pulumi.Output[str] = pulumi.Output.from_input(organization_id)
        return known.apply(lambda value: perimeter_content(value, plan.trusted_accounts))
