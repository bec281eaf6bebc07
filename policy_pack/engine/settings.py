"""Settings of a pack: its profile, the rules that apply, their levels and options.

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
from soc2_baseline.core.nearest import did_you_mean
from soc2_baseline.core.vocabulary import Profile
from soc2_baseline.policy_pack.engine.options import option_problems
from soc2_baseline.policy_pack.engine.ratchet import Ratchet
from soc2_baseline.policy_pack.kit import Level, Rule

FILE_NAME = "policies.yaml"
VARIABLE = "BASELINE_POLICIES"
ALL = "all"
"""The name under which the engine sends a level for every rule."""


class PolicyProfile(StrEnum):
    """A set of levels.

    ``sandbox`` skips the floors of prod, ``dev`` only warns about them, ``prod`` takes each
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
    """The configuration of one rule; ``enabled`` false switches it off.

    ``remediate`` lets the rule repair properties (``Rule.remedies``) before it judges.
    """

    level: Level | None = None
    enabled: bool = True
    options: Mapping[str, Any] = field(default_factory=dict)
    remediate: bool = False


@dataclass(frozen=True, slots=True)
class Selection:
    """A selection of rules: any of the values in each facet that is given."""

    services: frozenset[str] = frozenset()
    criteria: frozenset[str] = frozenset()
    severities: frozenset[str] = frozenset()
    rules: frozenset[str] = frozenset()
    level: Level | None = None

    def fits(self, rule: Rule) -> bool:
        """Return whether a rule is selected."""
        return (
            (not self.services or not self.services.isdisjoint(rule.services))
            and (not self.criteria or not self.criteria.isdisjoint(rule.criteria))
            and (not self.severities or rule.severity in self.severities)
            and (not self.rules or rule.id in self.rules)
        )


@dataclass(frozen=True)
class Settings:
    """The settings in force, and their file (None without one)."""

    profile: PolicyProfile | None = None
    select: tuple[Selection, ...] = ()
    rules: Mapping[str, RuleConfig] = field(default_factory=dict)
    ratchet: Ratchet | None = None
    source: Path | None = None
    reasons: tuple[str, ...] = ()
    """The reasons for weaker rules, repeated in the description of the pack."""

    def policy_profile(self, stack: Profile | None) -> PolicyProfile:
        """Return the profile of the file, else that of the stack; without either it is dev."""
        return self.profile or _OF_STACK[stack]

    def selection(self, rule: Rule) -> Selection | None:
        """Return the first selection with the rule, None without one.

        Without any selection in the file, and for rules about exceptions, it is the empty one,
        which changes nothing.
        """
        if not self.select or not rule.waivable:
            return _EVERYTHING
        return next((selection for selection in self.select if selection.fits(rule)), None)

    def about(self) -> str:
        """Return a line for people; empty without a file."""
        if self.source is None:
            return ""
        parts = [f"profile {self.profile}" if self.profile else "", *self.reasons]
        if self.ratchet:
            parts.append(self.ratchet.about())
        said = "; ".join(part for part in parts if part)
        return f"Settings: {self.source}: {said}." if said else f"Settings: {self.source}."


_EVERYTHING = Selection()


def config_problems(configs: Mapping[str, RuleConfig], rules: Iterable[Rule]) -> Iterator[str]:
    """Check the configuration that the engine sends; yield problems."""
    by_id = {rule.id: rule for rule in rules}
    for name, config in configs.items():
        if name == ALL:
            continue
        if name not in by_id:
            near = did_you_mean(name, by_id)
            yield f"policy configuration: {name!r} is not a rule of this pack{near}"
        elif config.options:
            where = f"policy configuration: {name}.{{}}".format
            yield from option_problems(by_id[name], config.options, where)


def locate(folder: Path) -> Path | None:
    """Return the settings file for a pack in ``folder``; ``None`` without one.

    Raises:
        ConfigError: a file was named explicitly and does not exist.
    """
    default = folder / FILE_NAME
    file = named(VARIABLE, os.environ.get(VARIABLE), f"a {FILE_NAME}")
    return file or (default if default.is_file() else None)
