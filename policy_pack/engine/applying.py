"""Applicability of rules in a stack, their levels and options."""

from collections.abc import Mapping
from typing import Any

from soc2_baseline.policy_pack.engine.settings import ALL, PolicyProfile, RuleConfig, Settings
from soc2_baseline.policy_pack.kit import Level, Rule, Vocabulary

_NO_CONFIG = RuleConfig()


class Applying:
    """The vocabulary of the stack and the configuration of the pack, applied to single rules."""

    def __init__(
        self,
        vocabulary: Vocabulary,
        settings: Settings,
        configs: Mapping[str, RuleConfig],
    ) -> None:
        self._vocabulary = vocabulary
        self._settings = settings
        self._configs = configs
        self._profile = settings.policy_profile(vocabulary.profile)

    def why_not(self, rule: Rule) -> str | None:
        """Return why a rule does not apply in this stack, None if it does."""
        if not all(config.enabled for config in self._said(rule)):
            return "disabled by the pack's configuration"
        if self._settings.selection(rule) is None:
            return "not selected by the pack's settings"
        if rule.needs and not getattr(self._vocabulary, rule.needs):
            return f"the stack's configuration says nothing about {rule.needs}"
        if rule.prod_floor and self._profile is PolicyProfile.SANDBOX:
            return "a sandbox is thrown away"
        return None

    def level(self, rule: Rule) -> Level:
        """Return the level of a violation of a rule."""
        for config in self._said(rule):
            if config.level:
                return config.level
        selection = self._settings.selection(rule)
        if selection and selection.level:
            return selection.level
        if self._profile is PolicyProfile.REGULATED:
            return Level.MANDATORY
        if rule.prod_floor and self._profile is not PolicyProfile.PROD:
            return Level.ADVISORY
        return rule.level

    def options(self, rule: Rule) -> dict[str, Any]:
        """Merge the options of a rule: defaults, then the settings', then the engine's."""
        options = {name: schema["default"] for name, schema in rule.options.items()}
        for config in reversed(self._said(rule)):
            options.update(config.options)
        return options

    def mends(self, rule: Rule) -> bool:
        """Return whether a rule may repair properties."""
        return bool(rule.remedies) and any(config.remediate for config in self._said(rule))

    def _said(self, rule: Rule) -> tuple[RuleConfig, ...]:
        """Return the configurations of a rule, the strongest first."""
        return (
            self._configs.get(rule.id, _NO_CONFIG),
            self._configs.get(ALL, _NO_CONFIG) if rule.id not in self._configs else _NO_CONFIG,
            self._settings.rules.get(rule.id, _NO_CONFIG),
        )
