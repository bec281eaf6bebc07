"""Permissions of people in an account, and the boundary of all of them."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum

from soc2_baseline.components.access.tables import GUARDS, LEAVING, READS, SECRETS
from soc2_baseline.components.environment import Environment
from soc2_baseline.components.identity.scope import allow, deny
from soc2_baseline.components.statements import Conditions, Effect, Statement, actions
from soc2_baseline.core.vocabulary import SHARED_TENANT


class PeopleRole(StrEnum):
    """The roles of people in an account."""

    READ_ONLY = "read-only"
    OPERATOR = "operator"
    AUDITOR = "auditor"


PURPOSES = {
    PeopleRole.READ_ONLY: "Looks at how everything is set up, and at no data",
    PeopleRole.OPERATOR: "Reads shared logs, restarts, scales, and works on findings and cases",
    PeopleRole.AUDITOR: "Reads how everything is set up and the evidence, and no data",
}

_TRIAGE = actions("""
guardduty: ArchiveFindings UnarchiveFindings
health: Describe*
securityhub: BatchUpdateFindings
support: Add* Create* Describe* Resolve*
""")
_ARTIFACTS = actions("""
artifact: Get* List*
auditmanager: Get* List*
""")
_LOG_READS = actions("""
logs: FilterLogEvents GetLogEvents StartQuery
""")
_LOGS_OF_SECRETS = tuple(name for name in SECRETS if name.startswith("logs:"))
_PERMISSIONS = actions("""
iam: Add* Attach* Create* Delete* Detach* PassRole Put* Remove* Set* Tag* Untag* Update*
organizations: Attach* Create* Delete* Detach* Disable* Put* Update*
sso: Attach* Create* Delete* Detach* Provision* Put* Update*
sts: AssumeRole
""")
"""Actions that change permissions: those are written in the repository and deployed from it."""


@dataclass(frozen=True)
class PeopleScope:
    """An account, the buckets that hold its evidence, and what else people may do there."""

    environment: Environment
    evidence_buckets: tuple[str, ...] = ()
    also_allowed: tuple[str, ...] = ()

    @property
    def evidence(self) -> list[str]:
        """Return the ARNs of the buckets that hold evidence."""
        environment = self.environment
        return [
            environment.arn("s3", bucket, region="", account="") for bucket in self.evidence_buckets
        ]

    @property
    def objects(self) -> list[str]:
        """Return the ARNs of the evidence itself."""
        return [f"{bucket}/*" for bucket in self.evidence]

    def arn(self, service: str, resource: str) -> str:
        """Return an ARN in the account, in any region."""
        return self.environment.arn(service, resource, region="*")


def permissions(role: PeopleRole, scope: PeopleScope) -> list[Statement]:
    """Return the policy of a role: what it allows, and what it denies whatever else is attached."""
    looking = allow("Read", READS, "*")
    match role:
        case PeopleRole.READ_ONLY:
            return [looking, *_no_data(scope, SECRETS)]
        case PeopleRole.OPERATOR:
            secrets = [name for name in SECRETS if name not in _LOGS_OF_SECRETS]
            return [looking, *_operating(scope), *_no_data(scope, secrets)]
        case PeopleRole.AUDITOR:
            artifacts = allow("Artifacts", _ARTIFACTS, "*")
            return [looking, artifacts, *_evidence(scope), *_no_data(scope, SECRETS)]


def boundary_statements(scope: PeopleScope) -> list[Statement]:
    """Return the boundary of people, for roles here and for permission sets."""
    secrets = [name for name in SECRETS if name not in _LOGS_OF_SECRETS]
    also = allow("AlsoAllowed", scope.also_allowed, "*", conditions=_ours(scope))
    return [
        allow("Read", READS, "*"),
        *_operating(scope),
        allow("Artifacts", _ARTIFACTS, "*"),
        *_evidence(scope),
        *((also,) if scope.also_allowed else ()),
        *_no_data(scope, secrets),
        deny("Permissions", _PERMISSIONS, "*"),
        deny("LeavingBoundary", LEAVING, "*"),
        deny("LosingEvidence", GUARDS, "*"),
    ]


def _ours(scope: PeopleScope) -> Conditions:
    return {"StringEquals": {"aws:ResourceAccount": scope.environment.account_id}}


def _operating(scope: PeopleScope) -> list[Statement]:
    restarts = ("ec2:RebootInstances", "ec2:StartInstances", "ec2:StopInstances")
    groups = scope.arn("logs", f"log-group:/{SHARED_TENANT}/*")
    return [
        allow("Triage", _TRIAGE, "*"),
        allow("ReadSharedLogs", _LOG_READS, groups),
        allow("ReadQueries", ["logs:GetQueryResults", "logs:StopQuery"], "*"),
        allow("Restart", restarts, scope.arn("ec2", "instance/*")),
        allow("Scale", ["ecs:UpdateService"], scope.arn("ecs", "service/*")),
    ]


def _evidence(scope: PeopleScope) -> list[Statement]:
    """Read the evidence, and decrypt it through Amazon S3."""
    if not scope.evidence_buckets:
        return []
    through: Conditions = {
        "StringLike": {
            "kms:ViaService": "s3.*.amazonaws.com",
            "kms:EncryptionContext:aws:s3:arn": [*scope.evidence, *scope.objects],
        }
    }
    return [
        allow("ListEvidence", ["s3:ListBucket*"], *scope.evidence),
        allow("ReadEvidence", ["s3:GetObject*"], *scope.objects),
        allow("DecryptEvidence", ["kms:Decrypt"], scope.arn("kms", "key/*"), conditions=through),
    ]


def _no_data(scope: PeopleScope, secrets: Sequence[str]) -> list[Statement]:
    """Deny secrets and all that customers stored, whatever else is attached."""
    other: Conditions = {"StringNotLike": {"kms:ViaService": "s3.*.amazonaws.com"}}
    everything = () if scope.objects else ("*",)
    objects = Statement(
        sid="NoObjects",
        effect=Effect.DENY,
        actions=["s3:GetObject*"],
        resources=everything,
        not_resources=scope.objects,
    )
    decrypt = deny("NoDecryption", ["kms:Decrypt"], "*", conditions=other)
    return [deny("NoSecrets", secrets, "*"), objects, decrypt]
