"""Versions that AWS no longer patches."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import Context, Finding, Level, Resource, ResourceRule, Severity
from soc2_baseline.policy_pack.rules.runtimes.ends import CACHES, DATABASES, ends

TYPES = ("eks.Cluster", "eks.NodeGroup", "lambda.Function", *DATABASES, *CACHES)
KEYS = {"runtime": "runtime", "kubernetes": "version", "engine": "engine_version"}


def _judge(resource: Resource, context: Context) -> Iterator[Finding]:
    found = ends(resource)
    if found and found.last < context.today:
        yield Finding(found.key, f"AWS has not patched {found.version} since {found.last}")


def _judge_extended(resource: Resource, context: Context) -> Iterator[Finding]:
    found = ends(resource)
    if found and found.standard < context.today <= found.last:
        sentence = f"standard support of {found.version} ended on {found.standard}"
        yield Finding(found.key, sentence)


RULES = (
    ResourceRule(
        id="runtime-supported",
        types=TYPES,
        criteria=("CC7.1",),
        severity=Severity.HIGH,
        summary="Runtimes, Kubernetes versions and engines still get security patches from AWS.",
        fix="Set runtime, version or engine_version to a version that AWS supports.",
        keys=KEYS,
        why="A vulnerability in a version without support is never fixed.",
        reference="AWS Lambda developer guide: runtime deprecation; Amazon EKS user guide: version "
        "lifecycle; Amazon RDS and ElastiCache user guides: Extended Support; Security Hub EKS.2, "
        "Lambda.2; checkov CKV_AWS_339, CKV_AWS_363",
        judge=_judge,
    ),
    ResourceRule(
        id="runtime-supported-recommended",
        types=("eks.Cluster", "eks.NodeGroup", *DATABASES, *CACHES),
        criteria=("CC7.1",),
        level=Level.ADVISORY,
        severity=Severity.MEDIUM,
        summary="Kubernetes versions and engines are in standard support, not in extended support.",
        fix="Set version or engine_version to a version in standard support.",
        keys={"kubernetes": "version", "engine": "engine_version"},
        why="Extended support costs extra, covers only critical vulnerabilities, and ends with a "
        "forced upgrade by AWS.",
        reference="Amazon EKS user guide: version lifecycle; Amazon RDS and ElastiCache user "
        "guides: Extended Support; Security Hub EKS.2",
        judge=_judge_extended,
    ),
)
