"""IAM Identity Center: people, groups, permission sets and assignments, as the manifest says."""

import pulumi
import pulumi_aws as aws

from soc2_baseline.components.access.identity_center_args import (
    Decided,
    IdentityCenterArgs,
    duration,
    inline_statements,
    resolve,
)
from soc2_baseline.components.base import BaselineComponent
from soc2_baseline.components.statements import document
from soc2_baseline.core.access.effective import Effective
from soc2_baseline.core.access.manifest import PermissionSet

__all__ = ["IdentityCenter", "IdentityCenterArgs", "resolve"]

_BOUNDARY_TYPE = "aws:ssoadmin/permissionsBoundaryAttachment:PermissionsBoundaryAttachment"
_ATTRIBUTES_TYPE = "aws:ssoadmin/instanceAccessControlAttributes:InstanceAccessControlAttributes"


class IdentityCenter(BaselineComponent, area="access"):
    """The access that one reviewed manifest gives to people (CC6.1, CC6.2, CC6.3).

    Provisions, for what counts today: users, groups and memberships (unless an identity provider
    is their source), the permission sets that a grant uses, their policies and boundary, the
    assignments of groups to accounts, and the attributes for access control. Protected by
    default: access is given to groups only, one person getting a group of its own; a session
    lasts an hour in prod and four at most; AWS's policies for administrators are refused; every
    permission set has the boundary ``shared-people-boundary``, which each account has to hold;
    people who have left and grants that have expired are gone with the next update, which says
    so. Each permission set is tagged ``review-by`` with the day after the first of its grants
    ends.

    Source: IAM Identity Center user guide, and the API reference of IAM Identity Center.

    Costs:
        Nothing.

    Leaves out:
        MFA, which is a setting of Identity Center or of the identity provider (its sessions carry
        no MFA key); invitations to users; the end of sessions that are running: they last for as
        long as the permission set says.

    Raises:
        ConfigError: everything that is wrong with the arguments and with the manifest.
    """

    permission_set_arns: dict[str, pulumi.Output[str]]
    """ARNs of the permission sets by name."""
    group_ids: dict[str, pulumi.Output[str]]
    """Ids of the groups in the identity store by name."""

    def __init__(
        self, name: str, args: IdentityCenterArgs, opts: pulumi.ResourceOptions | None = None
    ) -> None:
        decided = resolve(args)
        super().__init__(name, decided.environment, None, opts)
        counting = decided.counting
        for sentence in (*counting.dropped, *counting.ending):
            pulumi.log.warn(f"access manifest: {sentence}", self)
        self._instance_arn = args["instance_arn"]
        self._store_id = args["identity_store_id"]
        groups = self._groups(decided)
        sets: dict[str, aws.ssoadmin.PermissionSet] = {}
        ready: dict[str, list[pulumi.Resource]] = {}
        for permission_set in counting.permission_sets:
            made = self._make_permission_set(permission_set, counting)
            sets[permission_set.name] = made
            ready[permission_set.name] = self._give(made, permission_set, decided)
        self._assign(counting, groups, sets, ready)
        self._map_attributes(decided)
        self.permission_set_arns = {key: made.arn for key, made in sets.items()}
        self.group_ids = groups
        self.finish({"permissionSetArns": self.permission_set_arns, "groupIds": self.group_ids})

    def _groups(self, decided: Decided) -> dict[str, pulumi.Output[str]]:
        """Return the ids of groups: made here, or those of the identity provider."""
        if decided.group_ids is not None:
            known = decided.group_ids
            return {key: pulumi.Output.from_input(known[key]) for key in decided.used_groups}
        counting = decided.counting
        users = {
            person.id: aws.identitystore.User(
                f"{self.name}-{person.id}",
                identity_store_id=self._store_id,
                user_name=person.id,
                display_name=person.name,
                name={"given_name": person.given_name, "family_name": person.family_name},
                emails={"value": person.id, "primary": True} if "@" in person.id else None,
                opts=self.child(),
            )
            for person in counting.people
        }
        made: dict[str, pulumi.Output[str]] = {}
        for key, members in counting.groups.items():
            group = aws.identitystore.Group(
                f"{self.name}-{key}",
                identity_store_id=self._store_id,
                display_name=key,
                description=counting.purposes[key],
                opts=self.child(),
            )
            made[key] = group.group_id
            for member in members:
                aws.identitystore.GroupMembership(
                    f"{self.name}-{key}-{member}",
                    identity_store_id=self._store_id,
                    group_id=group.group_id,
                    member_id=users[member].user_id,
                    opts=self.child(),
                )
        return made

    def _make_permission_set(
        self, permission_set: PermissionSet, counting: Effective
    ) -> aws.ssoadmin.PermissionSet:
        review = counting.review_by(permission_set.name).isoformat()
        return aws.ssoadmin.PermissionSet(
            f"{self.name}-{permission_set.name}",
            name=permission_set.name,
            description=permission_set.purpose,
            instance_arn=self._instance_arn,
            session_duration=duration(permission_set.session_seconds),
            tags={**self.tags, "review-by": review},
            opts=self.child(delete_before_replace=True),
        )

    def _give(
        self,
        made: aws.ssoadmin.PermissionSet,
        permission_set: PermissionSet,
        decided: Decided,
    ) -> list[pulumi.Resource]:
        """Attach the policies and the boundary; assignments wait for them."""
        name = f"{self.name}-{permission_set.name}"
        found: list[pulumi.Resource] = []
        if self.offers(_BOUNDARY_TYPE):
            found.append(
                aws.ssoadmin.PermissionsBoundaryAttachment(
                    name,
                    instance_arn=self._instance_arn,
                    permission_set_arn=made.arn,
                    permissions_boundary={
                        "customer_managed_policy_reference": {
                            "name": decided.boundary_name,
                            "path": "/",
                        }
                    },
                    opts=self.child(),
                )
            )
        partition = decided.environment.partition
        for policy in permission_set.managed_policies:
            found.append(
                aws.ssoadmin.ManagedPolicyAttachment(
                    f"{name}-{policy.rpartition('/')[2]}",
                    instance_arn=self._instance_arn,
                    permission_set_arn=made.arn,
                    managed_policy_arn=f"arn:{partition}:iam::aws:policy/{policy}",
                    opts=self.child(),
                )
            )
        for policy in permission_set.customer_policies:
            found.append(
                aws.ssoadmin.CustomerManagedPolicyAttachment(
                    f"{name}-{policy}",
                    instance_arn=self._instance_arn,
                    permission_set_arn=made.arn,
                    customer_managed_policy_reference={"name": policy, "path": "/"},
                    opts=self.child(),
                )
            )
        if permission_set.statements:
            found.append(
                aws.ssoadmin.PermissionSetInlinePolicy(
                    name,
                    instance_arn=self._instance_arn,
                    permission_set_arn=made.arn,
                    inline_policy=document(*inline_statements(permission_set)),
                    opts=self.child(),
                )
            )
        return found

    def _assign(
        self,
        counting: Effective,
        groups: dict[str, pulumi.Output[str]],
        sets: dict[str, aws.ssoadmin.PermissionSet],
        ready: dict[str, list[pulumi.Resource]],
    ) -> None:
        for assignment in counting.assignments:
            aws.ssoadmin.AccountAssignment(
                f"{self.name}-{assignment.key}",
                instance_arn=self._instance_arn,
                permission_set_arn=sets[assignment.permission_set].arn,
                principal_type="GROUP",
                principal_id=groups[assignment.group],
                target_type="AWS_ACCOUNT",
                target_id=assignment.account.id,
                # An assignment provisions the permission set as it is at that moment.
                opts=self.child(depends_on=ready[assignment.permission_set]),
            )

    def _map_attributes(self, decided: Decided) -> None:
        if decided.attributes and self.offers(_ATTRIBUTES_TYPE):
            aws.ssoadmin.InstanceAccessControlAttributes(
                self.name,
                instance_arn=self._instance_arn,
                attributes=[
                    {"key": key, "values": [{"sources": list(sources)}]}
                    for key, sources in sorted(decided.attributes.items())
                ],
                opts=self.child(),
            )
