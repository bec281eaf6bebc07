"""File format of a pack's settings, and validation of everything in it.

Any setting that weakens the pack takes a written reason, which the pack repeats at its start.
"""

from collections.abc import Callable, Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, Steps, read_document
from soc2_baseline.core.problems import sentences
from soc2_baseline.policy_pack.engine import ratchet
from soc2_baseline.policy_pack.engine.settings import PolicyProfile, RuleConfig, Selection, Settings
from soc2_baseline.policy_pack.kit.rule import Level, Rule, Severity

Reason = Annotated[str, StringConstraints(strip_whitespace=True, min_length=20)]


class RuleLevel(StrEnum):
    """The effect of a violation, in the words of Pulumi's policy configuration."""

    ADVISORY = "advisory"
    MANDATORY = "mandatory"
    REMEDIATE = "remediate"
    DISABLED = "disabled"


class _Model(BaseModel):
    model_config = ConfigDict(extra="forbid", frozen=True)


class RuleEntry(_Model):
    """The configuration of one rule."""

    reason: Reason = Field(description="The reason, in 20 characters or more.")
    level: RuleLevel | None = None
    options: dict[str, Any] = Field(default_factory=dict)


class SelectEntry(_Model):
    """Some rules, by facets."""

    services: list[str] = Field(default_factory=list)
    criteria: list[str] = Field(default_factory=list)
    severities: list[Severity] = Field(default_factory=list)
    rules: list[str] = Field(default_factory=list)
    level: Level | None = None


class File(_Model):
    """The whole file."""

    profile: PolicyProfile | None = None
    select: list[SelectEntry] = Field(default_factory=list)
    reason: Reason | None = None
    rules: dict[str, RuleEntry] = Field(default_factory=dict)
    ratchet: str | None = None


def read(file: Path, rules: Mapping[str, Rule]) -> Settings:
    """Return the settings in a file.

    Raises:
        ConfigError: the file is not YAML, a field is wrong, missing or unknown, or it names a rule,
            service, criterion or option that does not exist.
    """
    document = read_document(file)
    try:
        checked = File.model_validate({} if document.content is None else document.content)
    except ValidationError as error:
        raise ConfigError(sentences(error, document.where, File)) from error
    if problems := list(_problems(checked, rules, document)):
        raise ConfigError(problems)
    return Settings(
        profile=checked.profile,
        select=tuple(_selection(entry) for entry in checked.select),
        rules={name: _config(entry) for name, entry in checked.rules.items()},
        ratchet=ratchet.load(file.parent / checked.ratchet) if checked.ratchet else None,
        source=file,
        reasons=tuple(_reasons(checked)),
    )


def _problems(file: File, rules: Mapping[str, Rule], document: Document) -> Iterator[str]:
    weak = file.profile in (PolicyProfile.SANDBOX, PolicyProfile.DEV)
    if (file.select or weak) and not file.reason:
        yield (
            f"{document.where()}: reason is missing; a selection or a weaker profile takes one of "
            "20 characters"
        )
    services = {rule.service for rule in rules.values()}
    criteria = {criterion for rule in rules.values() for criterion in rule.criteria}
    for number, entry in enumerate(file.select):
        path = ("select", number)
        yield from _strangers(document, (*path, "services"), entry.services, services)
        yield from _strangers(document, (*path, "criteria"), entry.criteria, criteria)
        yield from _strangers(document, (*path, "rules"), entry.rules, set(rules))
    yield from _strangers(document, ("rules",), file.rules, set(rules))
    for name, given in file.rules.items():
        if name not in rules:
            continue
        level = document.where(("rules", name, "level"))
        if given.level is RuleLevel.REMEDIATE and not rules[name].remedies:
            yield f"{level} is remediate; this rule has no remedy, accepted is mandatory"
        if given.level is RuleLevel.DISABLED and not rules[name].waivable:
            yield f"{level} is disabled; rules about exceptions stay on"
        where = partial(_option, document, name)
        yield from option_problems(rules[name], given.options, where)


def _option(document: Document, rule: str, option: str) -> str:
    return document.where(("rules", rule, "options", option))


def option_problems(
    rule: Rule, options: Mapping[str, Any], where: Callable[[str], str]
) -> Iterator[str]:
    """Check the options of a rule by its schema; ``where`` returns the place of an option."""
    import jsonschema  # noqa: PLC0415 heavy, and needed only where options are set

    for name, value in options.items():
        schema = rule.options.get(name)
        if schema is None:
            accepted = ", ".join(rule.options) or "none"
            yield f"{where(name)} is not an option of {rule.id}; accepted: {accepted}"
            continue
        for error in jsonschema.Draft202012Validator(schema).iter_errors(value):
            yield f"{where(name)}: {error.message}"


def _strangers(document: Document, path: Steps, names: Any, known: set[str]) -> Iterator[str]:
    for name in sorted(set(names) - known):
        near = [other for other in sorted(known) if name.lower() in other.lower()][:3]
        hint = f"; did you mean {', '.join(near)}?" if near else ""
        step = name if isinstance(names, Mapping) else list(names).index(name)
        yield f"{document.where((*path, step))}: {name!r} is not known{hint}"


def _selection(entry: SelectEntry) -> Selection:
    return Selection(
        services=frozenset(entry.services),
        criteria=frozenset(entry.criteria),
        severities=frozenset(severity.value for severity in entry.severities),
        rules=frozenset(entry.rules),
        level=entry.level,
    )


def _config(entry: RuleEntry) -> RuleConfig:
    level = {RuleLevel.ADVISORY: Level.ADVISORY}.get(entry.level) if entry.level else None
    if entry.level in (RuleLevel.MANDATORY, RuleLevel.REMEDIATE):
        level = Level.MANDATORY
    return RuleConfig(
        level=level,
        enabled=entry.level is not RuleLevel.DISABLED,
        options=entry.options,
        remediate=entry.level is RuleLevel.REMEDIATE,
    )


def _reasons(file: File) -> Iterator[str]:
    if file.reason:
        yield f"{'a selection of rules' if file.select else 'this profile'}: {file.reason}"
    for name, entry in file.rules.items():
        what = f" {entry.level}" if entry.level else ""
        yield f"{name}{what}: {entry.reason}"
