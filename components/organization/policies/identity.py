"""Protection of identity: membership, root, baseline roles, boundaries, identity providers."""

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.organization.own_roles import OWN_ROLES, deploys, everywhere, repairs
from soc2_baseline.components.organization.policies.wording import Denial, sparing
from soc2_baseline.components.statements import Statement, actions

_MEMBERSHIP = """
account: CloseAccount
organizations: LeaveOrganization
"""
_ACCOUNT = """
account: DeleteAlternateContact DisableRegion EnableRegion PutAlternateContact
iam: DeleteAccountPasswordPolicy UpdateAccountPasswordPolicy
"""
_BOUNDARIES = """
iam: CreatePolicyVersion DeletePolicy DeletePolicyVersion SetDefaultPolicyVersion
"""
_LEAVING = "iam: DeleteRolePermissionsBoundary DeleteUserPermissionsBoundary"
_ROLES = """
iam: AttachRolePolicy CreateRole DeleteRole DeleteRolePolicy DetachRolePolicy PutRolePolicy
  PutRolePermissionsBoundary TagRole UntagRole UpdateAssumeRolePolicy UpdateRole
  UpdateRoleDescription
"""
_PROVIDERS = """
iam: AddClientIDToOpenIDConnectProvider CreateOpenIDConnectProvider CreateSAMLProvider
  DeleteOpenIDConnectProvider DeleteSAMLProvider UpdateOpenIDConnectProviderThumbprint
  UpdateSAMLProvider
"""


def identity(environment: Environment) -> list[Statement]:
    """Deny leaving, root use, and changes to boundaries, baseline roles and identity providers."""
    partition = environment.partition
    spared = sparing(deploys(environment))
    repairing = sparing(repairs(environment))
    root = {
        "ArnLike": {"aws:PrincipalArn": f"arn:{partition}:iam::*:root"},
        # Exempts centralised root access: privileged sessions of the management account.
        "Null": {"aws:AssumedRoot": "true"},
    }
    return [
        Denial(sid="StayInTheOrganization", actions=actions(_MEMBERSHIP)),
        Denial(sid="NobodyIsRoot", actions=["*"], conditions=root),
        Denial(sid="KeepTheAccount", actions=actions(_ACCOUNT), conditions=spared),
        Denial(
            sid="KeepBoundaries",
            actions=actions(_BOUNDARIES),
            resources=[f"arn:{partition}:iam::*:policy/*-boundary"],
            conditions=repairing,
        ),
        Denial(sid="StayInBoundaries", actions=actions(_LEAVING), conditions=spared),
        Denial(
            sid="KeepBaselineRoles",
            actions=actions(_ROLES),
            resources=everywhere(environment, *OWN_ROLES),
            conditions=repairing,
        ),
        Denial(
            sid="KeepIdentityProviders",
            actions=actions(_PROVIDERS),
            # Amazon EKS's providers serve service accounts, not people or pipelines.
            resources=(),
            not_resources=[f"arn:{partition}:iam::*:oidc-provider/oidc.eks.*"],
            conditions=repairing,
        ),
    ]
