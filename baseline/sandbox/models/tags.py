"""Tags of described resources."""

from typing import Any

from soc2_baseline.baseline.sandbox.contract import Handler
from soc2_baseline.baseline.sandbox.models.resource import Resource
from soc2_baseline.baseline.sandbox.models.values import Record


def tagging(
    *resources: Resource,
    tag: str = "TagResource",
    untag: str = "UntagResource",
    listed: str = "ListTagsForResource",
) -> dict[str, Handler]:
    """Build the tag operations of these resources; other resources are left to moto."""
    known = [resource for resource in resources if resource.tags]

    def find(backend: Any, given: Record) -> tuple[Record, str] | None:
        wanted = [value for value in given.values() if isinstance(value, str)]
        for resource in known:
            for record in resource.records(backend):
                if record.get(resource.arn) in wanted:
                    return record, resource.tags
        return None

    def add(backend: Any, given: Record) -> Record | None:
        found = find(backend, given)
        if found is None:
            return None
        record, member = found
        tags = next(v for v in given.values() if not isinstance(v, str))
        record[member] = _as_given(tags, _as_map(record.get(member)) | _as_map(tags))
        return {}

    def remove(backend: Any, given: Record) -> Record | None:
        found = find(backend, given)
        if found is None:
            return None
        record, member = found
        gone = next(v for v in given.values() if not isinstance(v, str))
        left = {k: v for k, v in _as_map(record.get(member)).items() if k not in gone}
        record[member] = _as_given(record.get(member), left)
        return {}

    def list_tags(backend: Any, given: Record) -> Record | None:
        found = find(backend, given)
        if found is None:
            return None
        record, member = found
        tags = record.get(member)
        return dict.fromkeys(("tags", "Tags", "ResourceTags", "TagList"), tags)

    return {tag: add, untag: remove, listed: list_tags}


def _as_map(tags: Any) -> dict[str, str]:
    if not isinstance(tags, list):
        return dict(tags or {})
    return {tag[key]: tag[value] for tag in tags for key, value in (_members(tag),)}


def _as_given(given: Any, tags: dict[str, str]) -> Any:
    if not isinstance(given, list):
        return tags
    key, value = _members(given[0]) if given else ("Key", "Value")
    return [{key: name, value: text} for name, text in tags.items()]


def _members(tag: dict[str, str]) -> tuple[str, str]:
    """Return the service's names of key and value: Key, key or TagKey."""
    key = next(name for name in tag if name.lower().endswith("key"))
    return key, key.replace("Key", "Value").replace("key", "value")
