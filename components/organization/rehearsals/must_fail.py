"""Requests that must be denied to everybody: tampering, strangers, exposure, other regions."""

from collections.abc import Iterator

from soc2_baseline.components.access.names import BREAK_GLASS
from soc2_baseline.components.access.pipelines import DeployStep
from soc2_baseline.components.organization.own_roles import BOOTSTRAP_ROLE
from soc2_baseline.components.organization.rehearsals.cast import (
    ADMINISTRATOR,
    MEMBER,
    STRANGER,
    Cast,
)
from soc2_baseline.components.organization.rehearsals.protected import as_request, guarded
from soc2_baseline.components.organization.units import CLOSED
from soc2_baseline.core.control_policies.lint import Rehearsal

_EVERYDAY = ("ec2:RunInstances", "s3:CreateBucket", "sagemaker:CreateNotebookInstance")


def refused(cast: Cast) -> Iterator[Rehearsal]:
    """Return every request that must be denied."""
    yield from _tampering(cast)
    yield from _leaving(cast)
    yield from _strangers(cast)
    yield from _exposing(cast)
    yield from _elsewhere(cast)


def _tampering(cast: Cast) -> Iterator[Rehearsal]:
    for request in guarded(cast):
        more = as_request(request)
        yield cast.denied(ADMINISTRATOR, cast.role(ADMINISTRATOR), request.action, **more)
        if not request.repaired:
            yield cast.denied("break-glass role", cast.role(BREAK_GLASS), request.action, **more)
    soon = {"kms:ScheduleKeyDeletionPendingWindowInDays": "7"}
    deploy = cast.pipeline(DeployStep.UPDATE)
    yield cast.denied("deploy role", deploy, "kms:ScheduleKeyDeletion", keys=soon)
    for unit in CLOSED:
        for action in ("ec2:RunInstances", "iam:CreateUser"):
            role = cast.role(ADMINISTRATOR)
            yield cast.denied(ADMINISTRATOR, role, action, unit=unit.value)


def _leaving(cast: Cast) -> Iterator[Rehearsal]:
    for role in (cast.pipeline(DeployStep.UPDATE), cast.role(BOOTSTRAP_ROLE)):
        yield cast.denied("deploy role", role, "organizations:LeaveOrganization")
    root = f"arn:{cast.environment.partition}:iam::{MEMBER}:root"
    yield cast.denied("root", root, "ec2:DescribeInstances")


def _strangers(cast: Cast) -> Iterator[Rehearsal]:
    stranger = f"arn:{cast.environment.partition}:iam::{STRANGER}:role/somebody"
    for action in ("kms:Decrypt", "s3:PutObject", "sqs:SendMessage", "sts:AssumeRole"):
        yield cast.denied("stranger", stranger, action, organization="o-theirs", member=False)
    yield cast.denied("anonymous", "", "s3:GetObject", member=False)
    theirs = {"aws:SourceAccount": STRANGER, "aws:SourceOrgID": "o-theirs"}
    for service, action in (("cloudtrail", "s3:PutObject"), ("events", "sqs:SendMessage")):
        who = f"{service} for strangers"
        yield cast.denied(who, f"{service}.amazonaws.com", action, keys=theirs)
    plain = {"aws:SecureTransport": "false"}
    role = cast.pipeline(DeployStep.UPDATE)
    yield cast.denied("deploy role without TLS", role, "s3:GetObject", keys=plain)


def _exposing(cast: Cast) -> Iterator[Rehearsal]:
    plain = {"rds:StorageEncrypted": "false"}
    for action, resource, keys in (
        ("ec2:ModifySnapshotAttribute", "*", {"ec2:Add/group": "all"}),
        ("ec2:ModifyImageAttribute", "*", {"ec2:Add/group": "all"}),
        ("s3:PutBucketAcl", "*", {"s3:x-amz-acl": "public-read"}),
        ("lambda:CreateFunctionUrlConfig", "*", {"lambda:FunctionUrlAuthType": "NONE"}),
        ("ec2:CreateVolume", cast.arn("ec2", "volume/new"), {"ec2:Encrypted": "false"}),
        ("rds:CreateDBCluster", "*", plain),
        ("rds:CreateDBInstance", "*", {**plain, "rds:DatabaseEngine": "postgres"}),
        ("elasticfilesystem:CreateFileSystem", "*", {"elasticfilesystem:Encrypted": "false"}),
        ("ecr-public:CreateRepository", "*", {}),
    ):
        role = cast.role(ADMINISTRATOR)
        yield cast.denied(ADMINISTRATOR, role, action, resource=resource, keys=keys)


def _elsewhere(cast: Cast) -> Iterator[Rehearsal]:
    for action in _EVERYDAY if cast.elsewhere else ():
        who = f"{ADMINISTRATOR} in {cast.elsewhere}"
        yield cast.denied(who, cast.role(ADMINISTRATOR), action, region=cast.elsewhere)
