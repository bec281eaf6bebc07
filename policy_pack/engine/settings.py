"""How strictly a pack is applied: its profile, which rules are asked, their levels and options.

Settings come from ``BASELINE_POLICIES``, else from ``policies.yaml`` in the pack's folder (format:
``settings_file``). What the engine sends as policy configuration wins over the file.
"""

import os
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from pathlib import Path
from typing import Any

from soc2_baseline.core.files import named
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.engine.ratchet import Ratchet
from soc2_baseline.policy_pack.kit.rule import Level, Rule

FILE_NAME = "policies.yaml"
VARIABLE = "BASELINE_POLICIES"
ALL = "all"
"""The engine's own name for a level that is meant for every rule."""


class PolicyProfile(StrEnum):
    """A set of levels.

    ``sandbox`` does not ask for prod's floors, ``dev`` only warns about them, ``prod`` takes each
    rule at its own level, ``regulated`` makes advisory rules mandatory as well.
    """

    SANDBOX = "sandbox"
    DEV = "dev"
    PROD = "prod"
    REGULATED = "regulated"


_OF_STACK = {
    Profile.SANDBOX: PolicyProfile.SANDBOX,
    Profile.DEV: PolicyProfile.DEV,
    Profile.STAGE: PolicyProfile.DEV,
    Profile.PROD: PolicyProfile.PROD,
    None: PolicyProfile.DEV,
}


@dataclass(frozen=True, slots=True)
class RuleConfig:
    """What the configuration says about one rule; ``enabled`` false switches it off.

    ``remediate`` lets the rule mend what it can (``Rule.remedies``) before it judges.
    """

    level: Level | None = None
    enabled: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    remediate: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """Some rules: those with any of the values in each facet that is given."""

    services: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    level: Level | None = None

    def fits(self, rule: Rule) -> bool:
        """Whether a rule is one of these."""
        return (
            (not self.services or rule.service in self.services)
            and (not self.criteria or not self.criteria.isdisjoint(rule.criteria))
            and (not self.severities or rule.severity in self.severities)
            and (not self.rules or rule.id in self.rules)
        )


@dataclass(frozen=True)
class Settings:
    """The settings in force, and where they were read from (``None``: there is no file)."""

    profile: PolicyProfile | None = None
    select: tuple[Selection, ...] = ()
    rules: Mapping[str, RuleConfig] = field(default_factory=dict)
    ratchet: Ratchet | None = None
    source: Path | None = None
    reasons: tuple[str, ...] = ()
    """Why rules are weakened, each with what it is about; told in the pack's description."""

    def policy_profile(self, stack: Profile | None) -> PolicyProfile:
        """The profile that the file names, else that of the stack; a stranger's stack is dev."""
        return self.profile or _OF_STACK[stack]

    def selection(self, rule: Rule) -> Selection | None:
        """The first selection that a rule is part of; the empty one where nothing is selected.

        Rules about exceptions cannot be left out.
        """
        if not self.select or not rule.waivable:
            return _EVERYTHING
        return next((selection for selection in self.select if selection.fits(rule)), None)

    def about(self) -> str:
        """One line for people; empty without a file."""
        if self.source is None:
            return ""
        parts = [f"profile {self.profile}" if self.profile else "", *self.reasons]
        if self.ratchet:
            parts.append(self.ratchet.about())
        return f"Settings: {self.source}: {'; '.join(part for part in parts if part)}."


_EVERYTHING = Selection()


def config_problems(configs: Mapping[str, RuleConfig], rules: Iterable[Rule]) -> Iterator[str]:
    """What is wrong with configuration that the engine sends."""
    by_id = {rule.id: rule for rule in rules}
    for name, config in configs.items():
        if name == ALL:
            continue
        if name not in by_id:
            yield f"policy configuration: {name} is no rule of this pack"
        elif config.options:
            from soc2_baseline.policy_pack.engine.settings_file import option_problems  # noqa: PLC0415

            where = f"policy configuration: {name}.{{}}".format
            yield from option_problems(by_id[name], config.options, where)


def locate(folder: Path) -> Path | None:
    """The settings file for a pack in ``folder``; ``None`` where there is none.

    Raises:
        ConfigError: a file was named explicitly and does not exist.
    """
    default = folder / FILE_NAME
    file = named(VARIABLE, os.environ.get(VARIABLE), f"a {FILE_NAME}")
    return file or (default if default.is_file() else None)


def load(file: Path | None, rules: Mapping[str, Rule]) -> Settings:
    """Read and check settings for a pack of these rules; every problem is told at once.

    Raises:
        ConfigError: the file is wrong, or names a rule, service or option that does not exist.
    """
    if file is None:
        return Settings()
    # Only a file needs the checks; a pack without one starts a third faster.
    from soc2_baseline.policy_pack.engine.settings_file import read  # noqa: PLC0415

    return read(file, rules)
