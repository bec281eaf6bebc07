"""Availability of databases if an Availability Zone fails."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    Finding,
    NotApplicable,
    Resource,
    ResourceRule,
    Severity,
    StackGraph,
    StackRule,
    ValueUnknown,
    expect,
    guarded,
    is_true,
    known,
    number,
    unplaced,
)
from soc2_baseline.policy_pack.rules.rds.reading import (
    Joined,
    engine,
    is_custom,
    is_multi_az_cluster,
    is_replica,
    is_secondary,
    is_serverless_v1,
    is_there,
    lacking,
)

FEWEST_MEMBERS = 2
_MEMBER = "rds.ClusterInstance"
_TARGET = "appautoscaling.Target"


def _judge(instance: Resource, _context: Context) -> Iterator[Finding]:
    if is_replica(instance):
        raise NotApplicable("the source does not fail over to a replica")
    multi_az = instance.at("multiAz")
    if multi_az is not UNKNOWN and is_true(multi_az):
        return
    name = engine(instance)
    if is_custom(name) or name == "sqlserver-ex":
        raise NotApplicable("the engine has no standby that AWS manages")
    if (
        name.startswith("sqlserver")
        and multi_az is None
        and is_there(instance.at("optionGroupName"))
    ):
        raise NotApplicable("the standby of SQL Server can be an option of its option group")
    yield from expect(
        multi_az, is_true, "standby", "the database has no standby in another Availability Zone"
    )


def _judge_members(graph: StackGraph, context: Context) -> Iterator[Finding]:
    members = Joined(graph, "clusterIdentifier", _MEMBER)
    targets = Joined(graph, "resourceId", _TARGET)
    adrift = len(unplaced(graph, "clusterIdentifier", _MEMBER))
    for cluster in graph.of("rds.Cluster"):
        yield from guarded(_cluster, cluster, "members", members, targets, adrift, context)


def _cluster(
    cluster: Resource, members: Joined, targets: Joined, adrift: int, context: Context
) -> Iterator[Finding]:
    if not engine(cluster).startswith("aurora") or is_multi_az_cluster(cluster):
        return
    if is_serverless_v1(cluster) or known(cluster.at("clusterScalabilityType")) == "limitless":
        return  # AWS manages the capacity
    if is_replica(cluster) or is_secondary(cluster):
        return
    own = members.to(cluster, "clusterIdentifier")
    scaled = targets.to(cluster, "clusterIdentifier")
    if len(own) < FEWEST_MEMBERS:
        readers = sum(known(number(target.at("minCapacity"))) or 0 for target in scaled)
        if len(own) + readers >= FEWEST_MEMBERS:
            return
        if len(own) + readers + adrift >= FEWEST_MEMBERS:
            raise ValueUnknown
        sentence = f"the cluster has {len(own)} instances, so it cannot fail over"
        yield lacking(context, _MEMBER, "members", sentence, cluster.urn)
        return
    zones = [member.at("availabilityZone") for member in own]
    chosen = {zone for zone in zones if isinstance(zone, str) and zone}
    if len(chosen) == 1 and not scaled and all(isinstance(zone, str) and zone for zone in zones):
        sentence = "all instances of the cluster are in the same Availability Zone"
        yield Finding("zones", sentence, urn=cluster.urn)


RULES = (
    ResourceRule(
        id="rds-multi-az",
        types=("rds.Instance",),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        prod_floor=True,
        summary="Database instances have a standby in another Availability Zone.",
        fix="Set multi_az=True.",
        keys={"standby": "multi_az"},
        reference="Amazon RDS user guide: Multi-AZ DB instance deployments; Security Hub RDS.5; "
        "checkov CKV_AWS_157",
        why="Without a standby, the failure of one Availability Zone or of one host takes the "
        "database down for as long as a restore takes.",
        judge=_judge,
    ),
    StackRule(
        id="rds-multi-az-stack",
        types=("rds.Cluster",),
        criteria=("A1.2",),
        severity=Severity.MEDIUM,
        prod_floor=True,
        summary="Aurora clusters have at least two instances, not all in one Availability Zone.",
        fix="Add a second rds.ClusterInstance with the same cluster_identifier, in another "
        "Availability Zone.",
        keys={"members": "cluster_identifier", "zones": "availability_zone"},
        reference="Amazon Aurora user guide: high availability for Aurora DB instances; "
        "Security Hub RDS.15",
        why="An Aurora cluster fails over to another of its instances; with a single one, or all "
        "in one Availability Zone, it is down until a new one has started.",
        judge=_judge_members,
    ),
)
