"""The settings file of a pack: its format and its validation.

Weakening the pack requires a written reason, which the pack repeats when it starts.
"""

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import partial
from pathlib import Path
from typing import Annotated, Any

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from soc2_baseline.core.errors import ConfigError
from soc2_baseline.core.files import Document, Steps, read_document
from soc2_baseline.core.nearest import did_you_mean
from soc2_baseline.core.problems import sentences
from soc2_baseline.policy_pack.engine import ratchet
from soc2_baseline.policy_pack.engine.options import option_problems
from soc2_baseline.policy_pack.engine.settings import PolicyProfile, RuleConfig, Selection, Settings
from soc2_baseline.policy_pack.kit import Level, Rule, Severity

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
    """A selection of rules by facets."""

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


def load(file: Path, rules: Mapping[str, Rule]) -> Settings:
    """Read and validate the settings of a pack with these rules.

    Raises:
        ConfigError: the file is not YAML, a field is wrong, missing or unknown, or it names a
            rule, service, criterion or option that does not exist; all problems together.
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
            f"{document.where()}: reason is missing; a selection or a weaker profile needs 20 "
            "characters or more"
        )
    services = {service for rule in rules.values() for service in rule.services}
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
            yield f"{level} is remediate, but the rule has no remedies; use mandatory"
        if given.level is RuleLevel.DISABLED and not rules[name].waivable:
            yield f"{level} is disabled, but rules about exceptions cannot be disabled"
        where = partial(_option, document, name)
        yield from option_problems(rules[name], given.options, where)


def _option(document: Document, rule: str, option: str) -> str:
    return document.where(("rules", rule, "options", option))


def _strangers(document: Document, path: Steps, names: Any, known: set[str]) -> Iterator[str]:
    for name in sorted(set(names) - known):
        step = name if isinstance(names, Mapping) else list(names).index(name)
        place = document.where((*path, step))
        yield f"{place}: {name!r} is not known{did_you_mean(name, known)}"


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
