"""Permissions of pipelines, as statements that their roles and boundary are put together from.

A managed policy holds 6,144 characters, so what is allowed is one list of actions over the
account; names select the resources where permissions themselves change hands.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from soc2_baseline.components.access.deploy_tables import (
    CHANGE_POLICY,
    EVENT_WRITES,
    IDENTITY_WRITES,
    KEY_USE,
    PASSED_TO,
    PRINCIPAL_WRITES,
    ROLE_GRANTS,
    DeployTarget,
    writes,
)
from soc2_baseline.components.access.names import BREAK_GLASS_BOUNDARY, PEOPLE_BOUNDARY, STATE_ALIAS
from soc2_baseline.components.access.tables import ARCHIVE_CHANGES, GUARDS, LEAVING, READS, SECRETS
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.identity.scope import allow, deny
from soc2_baseline.components.statements import Conditions, Effect, Statement
from soc2_baseline.components.storage.naming import bucket_name
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT

STATE_BUCKET = f"{SHARED_TENANT}-pulumi-state"
_EVENTS = ("rule", "event-bus")
GATE = "cloudtrail:LookupEvents"
"""Calls that ``baseline access gate`` makes before every deployment."""
_OBJECT_READS = ("s3:GetObject*",)


@dataclass(frozen=True)
class DeployScope:
    """An account, and how the names begin of the roles and policies that its pipeline makes."""

    environment: Environment
    prefixes: tuple[str, ...] = (SHARED_TENANT,)
    targets: frozenset[DeployTarget] = frozenset({DeployTarget.ACCOUNT})
    name: str = "deploy"
    """The names of the pipeline's roles after ``shared-``."""

    def iam(self, *resources: str) -> list[str]:
        """Return ARNs of IAM."""
        return [self.environment.arn("iam", resource, region="") for resource in resources]

    def named(self, kind: str) -> list[str]:
        """Return the ARNs of roles or policies under the prefixes."""
        return self.iam(*(f"{kind}/{prefix}-*" for prefix in self.prefixes))

    @property
    def boundaries(self) -> list[str]:
        """Return the boundaries of which a role needs one before it gets permissions."""
        own = [f"policy/{prefix}-boundary" for prefix in self.prefixes]
        return self.iam(*own, f"policy/{PEOPLE_BOUNDARY}", f"policy/{BREAK_GLASS_BOUNDARY}")

    @property
    def boundary_name(self) -> str:
        """Return the name of the pipeline's own boundary."""
        return prefixed_name(SHARED_TENANT, f"{self.name}-boundary")

    @property
    def state_bucket(self) -> str:
        """Return the ARN of the bucket that holds Pulumi's state."""
        name = bucket_name(self.environment, STATE_BUCKET)
        return self.environment.arn("s3", name, region="", account="")

    @property
    def archives(self) -> list[str]:
        """Return the ARNs of the account's audit logs and of the state."""
        audit = self.environment.arn("s3", f"{SHARED_TENANT}-*-audit-*", region="", account="")
        return [self.state_bucket, f"{self.state_bucket}/*", audit]

    @property
    def events(self) -> list[str]:
        """Return the ARNs of rules and buses of Amazon EventBridge."""
        return [self.environment.arn("events", f"{kind}/*", region="*") for kind in _EVENTS]

    @property
    def keys(self) -> str:
        """Return the ARNs of keys; to be used with a condition."""
        return self.environment.arn("kms", "key/*", region="*")


def reading() -> Statement:
    """Read how everything is set up."""
    return allow("Read", READS, "*")


def changing(scope: DeployScope) -> list[Statement]:
    """Allow everything that a deployment does; :func:`guardrails` denies what it may not weaken."""
    changes = writes(scope.targets)
    services = {name.partition(":")[0] for name in changes}
    reads = [name for name in READS if name.partition(":")[0] in services or name == GATE]
    # There but for a few services, which are none of these (IAM user guide: global keys).
    ours: Conditions = {"StringEquals": {"aws:ResourceAccount": scope.environment.account_id}}
    unbound: Conditions = {
        "StringNotLike": {"iam:PermissionsBoundary": scope.iam("policy/*-boundary")}
    }
    via: Conditions = {"StringLike": {"kms:ViaService": "*.amazonaws.com"}}
    principals = [
        *scope.named("role"),
        *scope.named("policy"),
        *scope.iam("role/aws-service-role/*"),
    ]
    return [
        allow("Read", reads, "*"),
        allow("Change", changes, "*", conditions=ours),
        allow("ChangeEvents", EVENT_WRITES, *scope.events),
        allow("Principals", PRINCIPAL_WRITES, *principals),
        deny("UnboundRoles", ROLE_GRANTS, "*", conditions=unbound),
        allow("TagProviders", ["iam:*TagOpen*"], *scope.iam("oidc-provider/*")),
        allow("UseKeys", KEY_USE, scope.keys, conditions=via),
        *state(scope, writes=True),
    ]


def state(scope: DeployScope, *, writes: bool) -> list[Statement]:
    """Read Pulumi's state, and write it; decrypt with its key and no other."""
    objects = ["s3:GetObject*", *(("s3:DeleteObject", "s3:PutObject") if writes else ())]
    keys = ["kms:Decrypt", "kms:DescribeKey"]
    return [
        allow("State", ["s3:ListBucket", *objects], scope.state_bucket, f"{scope.state_bucket}/*"),
        allow(
            "StateKey",
            [*keys, *(("kms:Encrypt", "kms:GenerateDataKey*") if writes else ())],
            scope.keys,
            conditions={"ForAnyValue:StringEquals": {"kms:ResourceAliases": STATE_ALIAS}},
        ),
    ]


def no_secrets(scope: DeployScope, *, through_services: bool) -> list[Statement]:
    """Deny secrets and all that customers stored, whatever else is attached to the role.

    Args:
        scope: the account.
        through_services: services may decrypt for the role, as deployments need it.
    """
    # True of a key without any alias too, as a denial has to be.
    foreign: Conditions = {"ForAllValues:StringNotEquals": {"kms:ResourceAliases": STATE_ALIAS}}
    direct: Conditions = {"Null": {"kms:ViaService": "true"}} if through_services else {}
    objects = Statement(
        sid="NoObjects",
        effect=Effect.DENY,
        actions=_OBJECT_READS,
        not_resources=[f"{scope.state_bucket}/*"],
    )
    return [
        deny("NoSecrets", SECRETS, "*"),
        objects,
        deny("NoDecryption", ["kms:Decrypt"], "*", conditions={**foreign, **direct}),
    ]


def self_protection(scope: DeployScope) -> list[Statement]:
    """Deny to weaken the pipeline itself, break-glass, boundaries, the trail and evidence."""
    unbound: Conditions = {"StringNotEquals": {"iam:PermissionsBoundary": scope.boundaries}}
    others: Conditions = {"StringNotEquals": {"iam:PassedToService": list(PASSED_TO)}}
    guarded = (
        "oidc-provider/*",
        "saml-provider/*",
        "role/*-break-glass*",
        f"role/{SHARED_TENANT}-deploy-*",
        f"role/{SHARED_TENANT}-people-*",
        "policy/*-break-glass*",
        f"policy/{SHARED_TENANT}*-boundary",
        f"policy/{SHARED_TENANT}-deploy-*",
    )
    alias = scope.environment.arn("kms", STATE_ALIAS, region="*")
    state_key: Conditions = {"ForAnyValue:StringEquals": {"kms:ResourceAliases": STATE_ALIAS}}
    return [
        deny("Guards", IDENTITY_WRITES, *scope.iam(*guarded)),
        deny("Boundaries", CHANGE_POLICY, *scope.iam("policy/*-boundary")),
        deny("LeavingBoundary", LEAVING, "*"),
        deny("UnnamedBoundaries", ROLE_GRANTS, "*", conditions=unbound),
        deny("OtherServices", ["iam:PassRole"], "*", conditions=others),
        deny("LosingEvidence", GUARDS, "*"),
        deny("Archives", _but_state_objects(ARCHIVE_CHANGES), *scope.archives),
        deny("StateAlias", ["kms:*Alias"], alias),
        deny("StateKeyPolicy", ["kms:PutKeyPolicy", "kms:*Tag*"], "*", conditions=state_key),
    ]


def _but_state_objects(actions: Sequence[str]) -> list[str]:
    """Allow Pulumi to delete its locks; versions of its objects stay."""
    return [name for name in actions if name != "s3:DeleteObject*"]
