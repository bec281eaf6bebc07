"""Permissions boundaries of principals, and roles instead of users with keys."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    SHARED_TENANT,
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    ValueUnknown,
    Verdict,
    Wire,
    expect,
    is_given,
    token,
)
from soc2_baseline.policy_pack.rules.iam.people import for_people
from soc2_baseline.policy_pack.rules.iam.reading import trust

SERVICE_LINKED = "/aws-service-role/"

_CREDENTIALS = {
    token("iam.AccessKey"): "user",
    token("iam.ServiceSpecificCredential"): "userName",
    token("iam.SigningCertificate"): "userName",
    token("iam.SshKey"): "username",
}
"""Types of credentials that never expire, with the property of their user."""


def _judge_boundary(principal: Resource, context: Context) -> Iterator[Finding]:
    boundary = principal.at("permissionsBoundary")
    if boundary is not UNKNOWN and is_given(boundary):
        return
    if principal.type == token("iam.Role"):
        _check_needs_boundary(principal, context)
    yield from expect(
        boundary,
        is_given,
        "boundary",
        "the principal has no permissions boundary",
        wire=Wire("permissionsBoundary", ("iam.Policy",)),
    )


def _check_needs_boundary(role: Resource, context: Context) -> None:
    path = role.at("path")
    if path is not UNKNOWN and str(path).startswith(SERVICE_LINKED):
        raise NotApplicable("AWS owns service-linked roles")
    tenant = role.tag("tenant")
    if tenant is not UNKNOWN and tenant not in (None, SHARED_TENANT):
        return
    if for_people(trust(role), context.vocabulary.account_id):
        return
    if tenant is UNKNOWN:
        raise ValueUnknown
    raise NotApplicable("the role does not belong to a tenant, and people do not assume it")


def _judge_user(resource: Resource, context: Context) -> Iterator[Finding]:
    allowed = context.options["break_glass_users"]
    if resource.type == token("iam.User"):
        sentence = "an IAM user signs in with long-term credentials"
        if resource.name not in allowed:
            yield from expect(
                resource.at("name") if allowed else "", lambda n: n in allowed, "user", sentence
            )
        return
    if resource.at("credentialAgeDays") not in (None, 0):
        raise NotApplicable("the credential expires")
    prop = _CREDENTIALS[resource.type]
    user = resource.at(prop)
    sentence = "a user's access key or certificate does not expire"
    if user is UNKNOWN and allowed:
        # A user of this stack that is not on the list has its own finding.
        yield Finding("key", sentence, Verdict.UNDETERMINED, wire=Wire(prop, ("iam.User",)))
    elif user is UNKNOWN or user not in allowed:
        yield Finding("key", sentence)


RULES = (
    ResourceRule(
        id="iam-boundary-required",
        types=("iam.Role", "iam.User"),
        criteria=("CC6.3",),
        severity=Severity.HIGH,
        summary="Users, roles of people and roles of tenants have a permissions boundary.",
        fix="Set permissions_boundary to the boundary policy's ARN.",
        keys={"boundary": "permissions_boundary"},
        needs="boundary",
        reference="IAM user guide: permissions boundaries; checked for users, for roles with a "
        "tenant tag and for roles that people assume",
        why="Without a boundary, a policy that becomes too broad later has no limit and covers "
        "other tenants and the guardrails.",
        judge=_judge_boundary,
    ),
    ResourceRule(
        id="iam-no-users-keys",
        types=("iam.User", *_CREDENTIALS),
        criteria=("CC6.1", "CC6.2"),
        severity=Severity.HIGH,
        summary="People and programs use roles, not IAM users or access keys.",
        fix="Use a role with federation, or name the user in break_glass_users.",
        keys={"user": "name", "key": "user"},
        options={
            "break_glass_users": {
                "type": "array",
                "items": {"type": "string"},
                "default": [],
                "description": "Names of the IAM users that are kept for emergencies.",
            }
        },
        reference="IAM user guide: security best practices; Security Hub IAM.3; "
        "checkov CKV_AWS_273, CKV_AWS_348",
        why="Keys that do not expire leak through laptops and repositories, and work until "
        "somebody notices.",
        judge=_judge_user,
    ),
)
