"""Upgrades and monitoring of databases."""

import re
from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    CUSTOMER_KEYS,
    UNKNOWN,
    Context,
    Finding,
    Level,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    Verdict,
    Wire,
    expect,
    guarded,
    is_customer_key,
    is_true,
    number,
)
from soc2_baseline.policy_pack.rules.rds.reading import (
    CLUSTER,
    INSTANCE,
    Joined,
    engine,
    is_custom,
    is_multi_az_cluster,
)

_EXTENDED = "open-source-rds-extended-support"
_WITHOUT_INSIGHTS = re.compile(r"db\.(?:t2|t3|t4g)\.(?:micro|small)")
"""Instance classes without Performance Insights for MySQL and MariaDB."""
_NO_MONITORING = "Enhanced Monitoring is off"
_NO_INSIGHTS = "Performance Insights is off"


def _judge(database: Resource, _context: Context) -> Iterator[Finding]:
    yield from expect(
        database.at("autoMinorVersionUpgrade"),
        lambda on: on is None or is_true(on),
        "upgrades",
        "automatic minor version upgrades are off",
    )
    yield from expect(
        database.at("engineLifecycleSupport"),
        lambda support: support != _EXTENDED,
        "extended-support",
        "the database opts in to RDS Extended Support",
    )
    insights = database.at("performanceInsightsEnabled")
    if insights is not UNKNOWN and is_true(insights):
        yield from expect(
            database.at("performanceInsightsKmsKeyId"),
            is_customer_key,
            "insights-key",
            "Performance Insights is not encrypted with a customer managed key",
            wire=Wire("performanceInsightsKmsKeyId", CUSTOMER_KEYS),
        )
    if database.type == INSTANCE or (database.type == CLUSTER and is_multi_az_cluster(database)):
        yield from _watched(database)


def _watched(database: Resource) -> Iterator[Finding]:
    name = engine(database)
    if is_custom(name):
        return
    yield from expect(database.at("monitoringInterval"), _is_set, "monitoring", _NO_MONITORING)
    small = _WITHOUT_INSIGHTS.fullmatch(str(database.at("instanceClass")))
    if not name.startswith("db2") and not (small and name in ("", "mysql", "mariadb")):
        insights = database.at("performanceInsightsEnabled")
        yield from expect(insights, _is_set, "insights", _NO_INSIGHTS)


def _is_set(value: object) -> bool:
    """Return whether a flag is on, or an interval is longer than zero."""
    return is_true(value) or (number(value) or 0) > 0


def _judge_members(graph: StackGraph, _context: Context) -> Iterator[Finding]:
    members = Joined(graph, "clusterIdentifier", "rds.ClusterInstance")
    for cluster in graph.of("rds.Cluster"):
        for member in members.to(cluster, "clusterIdentifier"):
            yield from guarded(_member, member, "monitoring", cluster)


def _member(member: Resource, cluster: Resource) -> Iterator[Finding]:
    """Check settings that may be set on the instance or once on its cluster."""
    for prop, key, sentence in (
        ("monitoringInterval", "monitoring", _NO_MONITORING),
        ("performanceInsightsEnabled", "insights", _NO_INSIGHTS),
    ):
        values = [member.at(prop), cluster.at(prop)]
        if not any(value is not UNKNOWN and _is_set(value) for value in values):
            unsure = any(value is UNKNOWN for value in values)
            verdict = Verdict.UNDETERMINED if unsure else Verdict.VIOLATION
            yield Finding(key, sentence, verdict, member.urn)


_REFERENCE = (
    "Amazon RDS user guide: upgrading the minor engine version; Enhanced Monitoring; Performance "
    "Insights; Extended Support; Security Hub RDS.6, RDS.13, RDS.35; checkov CKV_AWS_118, "
    "CKV_AWS_226, CKV_AWS_353, CKV_AWS_354"
)
_WHY = (
    "Without upgrades known vulnerabilities remain, and without metrics of host and queries "
    "an outage or a stolen table is noticed late and cannot be explained."
)

RULES = (
    ResourceRule(
        id="rds-operations",
        types=("rds.Instance", "rds.ClusterInstance", "rds.Cluster"),
        criteria=("CC7.1", "CC7.2", "A1.1"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Databases install minor upgrades, are monitored, and use supported engines.",
        fix="Set monitoring_interval=60, performance_insights_enabled=True and "
        "performance_insights_kms_key_id to your key.",
        keys={
            "upgrades": "auto_minor_version_upgrade",
            "monitoring": "monitoring_interval",
            "insights": "performance_insights_enabled",
            "insights-key": "performance_insights_kms_key_id",
            "extended-support": "engine_lifecycle_support",
        },
        reference=_REFERENCE,
        why=_WHY,
        judge=_judge,
    ),
    StackRule(
        id="rds-operations-stack",
        types=("rds.ClusterInstance",),
        criteria=("CC7.1", "CC7.2", "A1.1"),
        severity=Severity.LOW,
        level=Level.ADVISORY,
        summary="Instances of clusters are monitored, by their own setting or their cluster's.",
        fix="Set monitoring_interval=60 and performance_insights_enabled=True on the instance or "
        "its cluster.",
        keys={
            "monitoring": "monitoring_interval",
            "insights": "performance_insights_enabled",
        },
        reference=_REFERENCE,
        why=_WHY,
        judge=_judge_members,
    ),
)
