"""The managed rules of AWS Config, from ``core/knowledge/config_rules.toml``.

Rules about the account run once, where IAM is recorded; rules about resources run in each region,
as one conformance pack.
"""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any

from soc2_baseline.core.knowledge.tables import table


class RuleScope(StrEnum):
    """The scope of a rule."""

    ACCOUNT = "account"
    REGION = "region"


@dataclass(frozen=True)
class ManagedRule:
    """A rule that AWS wrote."""

    identifier: str
    scope: RuleScope
    criteria: tuple[str, ...]
    parameters: Mapping[str, str]
    not_in: tuple[str, ...]

    @property
    def name(self) -> str:
        """Return its name in AWS Config, such as ``encrypted-volumes``."""
        return self.identifier.lower().replace("_", "-")

    @property
    def input_parameters(self) -> str | None:
        """Return its parameters as AWS Config takes them."""
        return json.dumps(self.parameters, sort_keys=True) if self.parameters else None


def rules_of(scope: RuleScope, region: str) -> list[ManagedRule]:
    """Return the rules of a scope that AWS offers in a region."""
    return [rule for rule in _all() if rule.scope is scope and region not in rule.not_in]


def lacking_rules(region: str, *, account: bool) -> list[str]:
    """Return the identifiers of the rules that AWS does not offer in a region."""
    scopes = list(RuleScope) if account else [RuleScope.REGION]
    return [rule.identifier for rule in _all() if rule.scope in scopes and region in rule.not_in]


def pack_template(region: str) -> str:
    """Return the template of a region's conformance pack; JSON, which is YAML too."""
    resources = {
        _logical_id(rule): {"Type": "AWS::Config::ConfigRule", "Properties": _properties(rule)}
        for rule in rules_of(RuleScope.REGION, region)
    }
    return json.dumps({"Resources": resources}, indent=1)


def _all() -> Iterator[ManagedRule]:
    for identifier, facts in table("config_rules").facts["rules"].items():
        yield ManagedRule(
            identifier=identifier,
            scope=RuleScope(facts["scope"]),
            criteria=tuple(facts["criteria"]),
            parameters=dict(facts.get("parameters", {})),
            not_in=tuple(facts.get("not-in", ())),
        )


def _logical_id(rule: ManagedRule) -> str:
    return "".join(word.capitalize() for word in rule.name.split("-"))


def _properties(rule: ManagedRule) -> dict[str, Any]:
    properties: dict[str, Any] = {
        "ConfigRuleName": rule.name,
        "Description": f"SOC 2 {', '.join(rule.criteria)}",
        "Source": {"Owner": "AWS", "SourceIdentifier": rule.identifier},
    }
    if rule.parameters:
        properties["InputParameters"] = dict(rule.parameters)
    return properties
