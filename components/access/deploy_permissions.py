"""Permissions of pipelines: the statements of their roles and their boundary.

A managed policy is limited to 6,144 characters, so one list of actions is allowed on the whole
account; only statements about permissions themselves are restricted to resource names.
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
from soc2_baseline.components.identity.scope import TAG, allow, deny
from soc2_baseline.components.statements import Conditions, Effect, Statement
from soc2_baseline.components.storage.naming import bucket_name
from soc2_baseline.components.tenant import prefixed_name
from soc2_baseline.core.vocabulary import SHARED_TENANT

STATE_BUCKET = f"{SHARED_TENANT}-pulumi-state"
_EVENTS = ("rule", "event-bus")
GATE = "cloudtrail:LookupEvents"
"""The call of ``baseline access gate`` before every deployment."""
RESTORE_TEST_BOUNDARY = "restore-test-boundary"
"""The boundary of AWS Backup's role for restore tests; see ``components.recovery``."""
READS_OF_BUCKETS = ("s3:ListBucket",)
"""Required for HeadBucket, which the provider calls for every bucket (Amazon S3 API reference)."""
_OBJECT_READS = ("s3:GetObject*",)


@dataclass(frozen=True)
class DeployScope:
    """An account, and the name prefixes of the roles and policies that its pipeline manages."""

    environment: Environment
    prefixes: tuple[str, ...] = (SHARED_TENANT,)
    targets: frozenset[DeployTarget] = frozenset({DeployTarget.ACCOUNT})
    name: str = "deploy"
    """The part of the pipeline's role names after ``shared-``."""

    def iam(self, *resources: str) -> list[str]:
        """Return the ARNs of IAM resources."""
        return [self.environment.arn("iam", resource, region="") for resource in resources]

    def named(self, kind: str) -> list[str]:
        """Return the ARN patterns of roles or policies with the prefixes."""
        return self.iam(*(f"{kind}/{prefix}-*" for prefix in self.prefixes))

    @property
    def boundaries(self) -> list[str]:
        """The boundaries of which a role needs one before it gets permissions."""
        own = [
            f"policy/{prefix}-{kind}"
            for prefix in self.prefixes
            for kind in ("boundary", RESTORE_TEST_BOUNDARY)
        ]
        return self.iam(*own, f"policy/{PEOPLE_BOUNDARY}", f"policy/{BREAK_GLASS_BOUNDARY}")

    @property
    def ours(self) -> Conditions:
        """The condition that a resource belongs to this account.

        A few services do not send this key; none of their actions is allowed under it (IAM
        user guide: global condition keys).
        """
        return {"StringEquals": {"aws:ResourceAccount": self.environment.account_id}}

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
        """ARNs of the account's audit logs and of the state."""
        audit = self.environment.arn("s3", f"{SHARED_TENANT}-*-audit-*", region="", account="")
        return [self.state_bucket, f"{self.state_bucket}/*", audit]

    @property
    def events(self) -> list[str]:
        """ARNs of the rules and event buses of Amazon EventBridge."""
        return [self.environment.arn("events", f"{kind}/*", region="*") for kind in _EVENTS]

    @property
    def keys(self) -> str:
        """ARN pattern of all KMS keys; to be used with a condition."""
        return self.environment.arn("kms", "key/*", region="*")


def reading(scope: DeployScope) -> list[Statement]:
    """Allow reading the configuration of all resources."""
    return [
        allow("Read", READS, "*"),
        allow("ReadBuckets", READS_OF_BUCKETS, "*", conditions=scope.ours),
    ]


def changing(scope: DeployScope) -> list[Statement]:
    """Allow all actions of a deployment; :func:`self_protection` denies what would weaken it."""
    changes = writes(scope.targets)
    services = {name.partition(":")[0] for name in changes}
    reads = [name for name in READS if name.partition(":")[0] in services or name == GATE]
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
        allow("Change", [*changes, *READS_OF_BUCKETS], "*", conditions=scope.ours),
        allow("ChangeEvents", EVENT_WRITES, *scope.events),
        allow("Principals", PRINCIPAL_WRITES, *principals),
        deny("UnboundRoles", ROLE_GRANTS, "*", conditions=unbound),
        allow("TagProviders", ["iam:*TagOpen*"], *scope.iam("oidc-provider/*")),
        allow("UseKeys", KEY_USE, scope.keys, conditions=via),
        *state(scope, writes=True),
    ]


def state(scope: DeployScope, *, writes: bool) -> list[Statement]:
    """Allow reading or writing Pulumi's state, and the use of its key only."""
    objects = ["s3:GetObject*", *(("s3:DeleteObject", "s3:PutObject") if writes else ())]
    keys = ["kms:Decrypt", "kms:DescribeKey"]
    return [
        allow("State", objects, f"{scope.state_bucket}/*"),
        allow(
            "StateKey",
            [*keys, *(("kms:Encrypt", "kms:GenerateDataKey*") if writes else ())],
            scope.keys,
            conditions={"ForAnyValue:StringEquals": {"kms:ResourceAliases": STATE_ALIAS}},
        ),
    ]


def no_secrets(scope: DeployScope, *, through_services: bool) -> list[Statement]:
    """Deny reading secrets and customers' data, regardless of the role's other policies.

    Args:
        scope: the account.
        through_services: whether services may decrypt on behalf of the role (for deployments).
    """
    # ForAllValues also matches a key without an alias, as a denial must.
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
    """Deny weakening the pipeline itself, break-glass, boundaries, the trail and evidence."""
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
    held = {"kms:ResourceAliases": STATE_ALIAS}
    state_key: Conditions = {"ForAnyValue:StringEquals": held}
    state_tag: Conditions = {"ForAnyValue:StringEquals": {**held, "aws:TagKeys": TAG}}
    return [
        deny("Guards", IDENTITY_WRITES, *scope.iam(*guarded)),
        deny("Boundaries", CHANGE_POLICY, *scope.iam("policy/*-boundary")),
        deny("LeavingBoundary", LEAVING, "*"),
        deny("UnnamedBoundaries", ROLE_GRANTS, "*", conditions=unbound),
        deny("OtherServices", ["iam:PassRole"], "*", conditions=others),
        deny("LosingEvidence", GUARDS, "*"),
        deny("Archives", _but_state_objects(ARCHIVE_CHANGES), *scope.archives),
        deny("StateAlias", ["kms:*Alias"], alias),
        deny("StateKeyPolicy", ["kms:PutKeyPolicy"], "*", conditions=state_key),
        # Policies depend on this tag of a key; the other tags change with each commit.
        deny("StateKeyTenant", ["kms:*agResource"], "*", conditions=state_tag),
    ]


def _but_state_objects(actions: Sequence[str]) -> list[str]:
    """Leave out the deletion of objects: Pulumi deletes its locks (versions stay)."""
    return [name for name in actions if name != "s3:DeleteObject*"]
