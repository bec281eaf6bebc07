"""End of support of a resource's version, from the dated tables."""

import datetime
from collections.abc import Mapping
from typing import Any, NamedTuple

from soc2_baseline.policy_pack.kit import NotApplicable, Resource, is_given, known, table

FUNCTION = "aws:lambda/function:Function"
CLUSTER = "aws:eks/cluster:Cluster"
NODES = "aws:eks/nodeGroup:NodeGroup"
DATABASES = ("rds.Instance", "rds.Cluster", "rds.GlobalCluster")
CACHES = ("elasticache.ReplicationGroup", "elasticache.Cluster")
DEFAULT_ENGINES = {
    "aws:elasticache/replicationGroup:ReplicationGroup": "redis",
    "aws:rds/cluster:Cluster": "aurora",
}
WITHOUT = "open-source-rds-extended-support-disabled"


class Ends(NamedTuple):
    """Last days of a version: of standard support, and of extended support at extra cost."""

    key: str
    version: str
    standard: datetime.date
    extended: datetime.date | None = None

    @property
    def last(self) -> datetime.date:
        """The last day on which AWS patches the version here."""
        return self.extended or self.standard


def ends(resource: Resource) -> Ends | None:
    """Return the end of support; None if no table has the version, or AWS chooses it.

    Raises:
        ValueUnknown: the version is not known yet.
        NotApplicable: the resource has no version that AWS could end.
    """
    if resource.type == FUNCTION:
        if known(resource.at("packageType")) == "Image":
            raise NotApplicable("an image brings its own runtime")
        return _look_up("runtime", resource.at("runtime"), "lambda_runtimes", None)
    if resource.type in (CLUSTER, NODES):
        found = _look_up("kubernetes", resource.at("version"), "eks_versions", None)
        if found and known(resource.at("upgradePolicy", "supportType")) == "STANDARD":
            return _without_extended(found)
        return found
    if resource.type.startswith("aws:rds/"):
        found = _look_up("engine", resource.at("engineVersion"), "rds_engines", _engine(resource))
        if found and known(resource.at("engineLifecycleSupport")) == WITHOUT:
            return _without_extended(found)
        return found
    version = resource.at("engineVersion")
    return _look_up("engine", version, "elasticache_engines", _engine(resource))


def _engine(resource: Resource) -> Any:
    engine = known(resource.at("engine"))
    return engine if is_given(engine) else DEFAULT_ENGINES.get(resource.type, "")


def _look_up(key: str, version: Any, name: str, engine: Any) -> Ends | None:
    text = known(version)
    if not is_given(text):
        return None
    rows = table(name).facts["versions"]
    if engine is not None:
        rows = rows.get(str(engine).lower(), {})
    parts = str(text).split(".")
    for length in range(
        len(parts), 0, -1
    ):  # a shorter version in the table covers all versions below it
        shared = ".".join(parts[:length])
        if shared in rows:
            return _read(key, shared, rows[shared])
    return None


def _read(key: str, version: str, row: Mapping[str, datetime.date]) -> Ends:
    return Ends(key, version, row["standard"], row.get("extended"))


def _without_extended(found: Ends) -> Ends:
    return Ends(found.key, found.version, found.standard)
