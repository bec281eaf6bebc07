"""Identification of a tenant's resources in policies.

Most services name resources in ARNs, which match by the tenant's prefix; keys, recovery points and
instances have generated ids, so they match by their tag ``tenant``. All regions match, because
roles are global and a tenant's copies may be in another region.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from soc2_baseline.components.environment import Environment
from soc2_baseline.components.statements import Conditions, Effect, Statement

TAG = "tenant"


@dataclass(frozen=True)
class Scope:
    """A tenant (or ``shared``) in an account, and ARN patterns of its resources."""

    environment: Environment
    tenant_id: str

    @property
    def tagged(self) -> Conditions:
        """The condition on the tenant's tag."""
        return {"StringEquals": {f"aws:ResourceTag/{TAG}": self.tenant_id}}

    def arn(self, service: str, resource: str) -> str:
        """Return an ARN pattern of this account for all regions."""
        return self.environment.arn(service, resource, region="*")

    def named(self, service: str, kind: str = "") -> str:
        """Return an ARN pattern with the tenant's prefix, such as ``…:table/acme-*``."""
        return self.arn(service, f"{kind}{self.tenant_id}-*")

    def iam(self, resource: str) -> str:
        """Return an ARN of IAM, which has no region."""
        return self.environment.arn("iam", resource, region="")

    @property
    def buckets(self) -> str:
        """The tenant's buckets and their objects."""
        return self.environment.arn("s3", f"{self.tenant_id}-*", region="", account="")

    @property
    def tables(self) -> str:
        """The tenant's tables with their indexes and backups."""
        return self.named("dynamodb", "table/")

    @property
    def vaults(self) -> str:
        """The tenant's backup vaults."""
        return self.named("backup", "backup-vault:")

    @property
    def principals(self) -> tuple[str, str]:
        """The tenant's policies and roles."""
        return self.iam(f"policy/{self.tenant_id}-*"), self.iam(f"role/{self.tenant_id}-*")

    @property
    def own_sessions(self) -> str:
        """Return the ARNs of Session Manager sessions that the caller has opened."""
        return self.arn("ssm", "session/${aws:userid}-*")

    @property
    def keys(self) -> str:
        """Return the ARNs of keys; to be used with :attr:`tagged`."""
        return self.arn("kms", "key/*")

    @property
    def recovery_points(self) -> str:
        """Return the ARNs of recovery points; to be used with :attr:`tagged`."""
        return self.arn("backup", "recovery-point:*")

    @property
    def instances(self) -> str:
        """Return the ARNs of instances; to be used with a tag."""
        return self.arn("ec2", "instance/*")

    @property
    def log_groups(self) -> tuple[str, str]:
        """The tenant's log groups with their streams, including those named by AWS Lambda."""
        return (
            self.arn("logs", f"log-group:/{self.tenant_id}/*"),
            self.arn("logs", f"log-group:/aws/lambda/{self.tenant_id}-*"),
        )

    @property
    def boundary_name(self) -> str:
        """Return the name of the tenant's permissions boundary."""
        return f"{self.tenant_id}-boundary"

    @property
    def boundary_arn(self) -> str:
        """Return the ARN of the tenant's permissions boundary."""
        return self.iam(f"policy/{self.boundary_name}")


def allow(
    sid: str, actions: Sequence[str], *resources: str, conditions: Conditions | None = None
) -> Statement:
    """Allow actions on resources."""
    return Statement(sid=sid, actions=actions, resources=resources, conditions=conditions or {})


def deny(
    sid: str, actions: Sequence[str], *resources: str, conditions: Conditions | None = None
) -> Statement:
    """Deny actions on resources."""
    return Statement(
        sid=sid,
        effect=Effect.DENY,
        actions=actions,
        resources=resources,
        conditions=conditions or {},
    )
