"""Required tags, and the accepted values of tags."""

from collections.abc import Iterator

from soc2_baseline.policy_pack.kit import (
    UNKNOWN,
    Context,
    DataClass,
    Exposure,
    Finding,
    NotApplicable,
    Profile,
    Resource,
    ResourceRule,
    Severity,
    Verdict,
    taggable_types,
)


def _judge_required(resource: Resource, context: Context) -> Iterator[Finding]:
    _only_taggable(resource)
    values = {key: resource.tag(key) for key in sorted(context.vocabulary.tag_keys or ())}
    missing = [key for key, value in values.items() if value is not UNKNOWN and not value]
    if missing:
        yield Finding("missing", f"tags missing: {', '.join(missing)}")
    elif any(value is UNKNOWN for value in values.values()):
        yield Finding("missing", "tags are known only after the update", Verdict.UNDETERMINED)


def _judge_values(resource: Resource, context: Context) -> Iterator[Finding]:
    _only_taggable(resource)
    vocabulary = context.vocabulary
    environments = [vocabulary.profile] if vocabulary.profile else list(Profile)
    accepted: dict[str, list[str]] = {
        "environment": [str(profile) for profile in environments],
        "data-class": [str(data_class) for data_class in DataClass],
        "exposure": [str(exposure) for exposure in Exposure],
    }
    for key, values in accepted.items():
        value = resource.tag(key)
        if value is UNKNOWN:
            sentence = f"the tag {key} is known only after the update"
            yield Finding(key, sentence, Verdict.UNDETERMINED)
        elif value and value not in values:
            yield Finding(key, f"the tag {key} does not have an accepted value")


def _only_taggable(resource: Resource) -> None:
    if resource.type not in taggable_types():
        raise NotApplicable("resources of this type carry no tags")


RULES = (
    ResourceRule(
        id="required-tags",
        types=("*",),
        criteria=("CC6.1", "CC8.1"),
        severity=Severity.MEDIUM,
        summary="Every taggable resource has the organization's required tags.",
        fix="Set tags, or default_tags of the provider, with the missing keys.",
        keys={"missing": "tags"},
        needs="tag_keys",
        why="Rules, backups and access by tag skip resources without tags, and in an incident "
        "nobody knows who the owner is.",
        reference="AWS tagging best practices (whitepaper)",
        judge=_judge_required,
    ),
    ResourceRule(
        id="tag-values-valid",
        types=("*",),
        criteria=("C1.1",),
        severity=Severity.MEDIUM,
        summary="Tags have values that the organization accepts.",
        fix="Set the tag to an accepted profile, data class or exposure.",
        keys={
            "environment": "tags.environment",
            "data-class": "tags.data-class",
            "exposure": "tags.exposure",
        },
        needs="tag_keys",
        why="A misspelt class or tenant is like a missing one: everything that selects by the tag "
        "skips the resource.",
        reference="AWS tagging best practices (whitepaper)",
        judge=_judge_values,
    ),
)
