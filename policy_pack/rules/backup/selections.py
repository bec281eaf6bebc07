"""Membership of resources in backup selections.

A resource is selected if it matches one of the ARNs or has one of the selection tags, fits all
conditions, and is not excluded. Source: AWS Backup API reference, BackupSelection. Answers are
None where they depend on a value that is not known yet.
"""

from collections.abc import Callable, Iterable
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, Resource, at, items, like

_PREFIX = "aws:ResourceTag/"
_ARNS = {
    "aws:rds/instance:Instance": ("rds", "{r}:{a}:db:{n}", "identifier"),
    "aws:rds/cluster:Cluster": ("rds", "{r}:{a}:cluster:{n}", "clusterIdentifier"),
    "aws:dynamodb/table:Table": ("dynamodb", "{r}:{a}:table/{n}", "name"),
    "aws:efs/fileSystem:FileSystem": ("elasticfilesystem", "{r}:{a}:file-system/{n}", "id"),
    "aws:ebs/volume:Volume": ("ec2", "{r}:{a}:volume/{n}", "id"),
    "aws:s3/bucket:Bucket": ("s3", "::{n}", "bucket"),
}
"""Service, rest of the ARN, and the property that holds the resource's name in it."""
_PARTITIONS = ("aws", "aws-cn", "aws-us-gov", "aws-eusc")
_ANYTHING = "\0"
"""Placeholder for an unknown part of an ARN: only a wildcard matches it."""
_CONDITIONS: tuple[tuple[str, Callable[[str, str], bool], bool], ...] = (
    ("stringEquals", str.__eq__, True),
    ("stringLikes", like, True),
    ("stringNotEquals", str.__eq__, False),
    ("stringNotLikes", like, False),
)


def takes(selection: Resource, store: Resource) -> bool | None:
    """Return whether the selection includes the store."""
    chosen = any_of((_listed(selection, "resources", store), _tagged(selection, store)))
    excluded = _listed(selection, "notResources", store)
    return all_of((chosen, None if excluded is None else not excluded, _fits(selection, store)))


def any_of(answers: Iterable[bool | None]) -> bool | None:
    """Return whether one of the answers is yes."""
    known = list(answers)
    return True if True in known else None if None in known else False


def all_of(answers: Iterable[bool | None]) -> bool | None:
    """Return whether all answers are yes."""
    known = list(answers)
    return False if False in known else None if None in known else True


def _listed(selection: Resource, prop: str, store: Resource) -> bool | None:
    value = selection.at(prop)
    edges = selection.edges.get(prop, frozenset())
    if store.urn in edges:
        return True
    patterns = [] if value is UNKNOWN else items(value)
    names = _names(store)
    known = [pattern for pattern in patterns if isinstance(pattern, str)]
    if any(like(pattern, name) for pattern in known for name in names):
        return True
    # Unknown elements are the resources that the edges show; without edges they may be anything.
    return None if not edges and (value is UNKNOWN or len(known) < len(patterns)) else False


def _names(store: Resource) -> list[str]:
    arn = store.at("arn")
    if isinstance(arn, str):
        return [arn]
    service, rest, prop = _ARNS[store.type]
    name, region = store.at(prop), store.at("region")
    rest = rest.format(
        n=name if isinstance(name, str) else _ANYTHING,
        r=region if isinstance(region, str) else _ANYTHING,
        a=_ANYTHING,
    )
    return [f"arn:{partition}:{service}:{rest}" for partition in _PARTITIONS]


def _tagged(selection: Resource, store: Resource) -> bool | None:
    tags = selection.at("selectionTags")
    if tags is UNKNOWN:
        return None
    return any_of(_compare(entry, store, str.__eq__, True) for entry in items(tags))


def _fits(selection: Resource, store: Resource) -> bool | None:
    conditions = selection.at("conditions")
    if conditions is UNKNOWN or (conditions is None and selection.edges.get("conditions")):
        return None
    answers: list[bool | None] = []
    for condition in items(conditions):
        for name, compare, wanted in _CONDITIONS:
            entries = at(condition, name)
            if entries is UNKNOWN:
                answers.append(None)
            else:
                answers += [_compare(entry, store, compare, wanted) for entry in items(entries)]
    return all_of(answers)


def _compare(
    entry: Any, store: Resource, compare: Callable[[str, str], bool], wanted: bool
) -> bool | None:
    key, value = at(entry, "key"), at(entry, "value")
    if key is UNKNOWN:
        return None
    tag = store.tag(str(key).removeprefix(_PREFIX))
    if tag is UNKNOWN or value is UNKNOWN:
        return None
    return (tag is not None and compare(str(value), str(tag))) is wanted
