"""Roles that AWS Backup, and nobody else, works with."""

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import document, service_trust


def service_role(
    host: BaselineComponent,
    resource_name: str,
    *,
    role_name: str,
    description: str,
    boundary_arn: pulumi.Input[str] | None,
    managed_policies: Mapping[str, str],
) -> tuple[aws.iam.Role, list[pulumi.Resource]]:
    """Make a role under a boundary, with policies of AWS's own (word to path) attached."""
    role = aws.iam.Role(
        resource_name,
        name=host.physical_name(role_name),
        description=description,
        assume_role_policy=document(service_trust("backup.amazonaws.com")),
        permissions_boundary=boundary_arn,
        tags=host.tags,
        opts=host.child(delete_before_replace=True),
    )
    attachments: list[pulumi.Resource] = [
        aws.iam.RolePolicyAttachment(
            f"{resource_name}-{word}",
            role=role.name,
            policy_arn=host.environment.arn("iam", f"policy/{path}", region="", account="aws"),
            opts=host.child(),
        )
        for word, path in managed_policies.items()
    ]
    return role, attachments
