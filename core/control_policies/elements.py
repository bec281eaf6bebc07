"""Elements and operators that each type of control policy accepts.

Sources: AWS Organizations user guide, SCP syntax and RCP syntax; IAM user guide, JSON policy
elements: condition operators.
"""

import json
from collections.abc import Iterator, Mapping
from typing import Any

from soc2_baseline.core.control_policies.findings import Check, LintFinding
from soc2_baseline.core.control_policies.policies import Policy
from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.knowledge.tables import table

_VERSION = "2012-10-17"
_COMMON = {"Sid", "Effect", "Action", "Resource", "NotResource", "Condition"}
_ELEMENTS = {
    PolicyType.SERVICE_CONTROL: _COMMON | {"NotAction"},
    PolicyType.RESOURCE_CONTROL: _COMMON | {"Principal"},
}
_TOP = {
    PolicyType.DECLARATIVE_EC2: "ec2_attributes",
    PolicyType.TAG: "tags",
    PolicyType.AI_OPT_OUT: "services",
}
_OPERATORS = {
    *("stringequals", "stringnotequals", "stringequalsignorecase", "stringnotequalsignorecase"),
    *("stringlike", "stringnotlike", "arnequals", "arnnotequals", "arnlike", "arnnotlike"),
    *("numericequals", "numericnotequals", "numericlessthan", "numericlessthanequals"),
    *("numericgreaterthan", "numericgreaterthanequals", "dateequals", "datenotequals"),
    *("datelessthan", "datelessthanequals", "dategreaterthan", "dategreaterthanequals"),
    *("bool", "binaryequals", "ipaddress", "notipaddress", "null"),
}


def element_findings(policy: Policy) -> Iterator[LintFinding]:
    """Report elements that AWS refuses, and those that grant more than they name."""
    try:
        tree = json.loads(policy.content)
    except (ValueError, RecursionError):
        yield LintFinding(Check.DOCUMENT, policy.name, "it is not JSON")
        return
    if not isinstance(tree, dict):
        yield LintFinding(Check.DOCUMENT, policy.name, "it is not a JSON object")
    elif not policy.type.authorizes:
        top = _TOP[policy.type]
        if set(tree) != {top}:
            found = ", ".join(sorted(tree)) or "nothing"
            sentence = f"it begins with {found}; accepted is {top!r} alone"
            yield LintFinding(Check.DOCUMENT, policy.name, sentence)
    else:
        yield from _control_policy(policy, tree)


def _control_policy(policy: Policy, tree: Mapping[str, Any]) -> Iterator[LintFinding]:
    if tree.get("Version") != _VERSION:
        sentence = f"Version is {tree.get('Version')!r}; accepted is {_VERSION!r}"
        yield LintFinding(Check.DOCUMENT, policy.name, sentence)
    statements = _listed(tree.get("Statement"))
    if not statements or not all(isinstance(statement, dict) for statement in statements):
        sentence = "Statement holds no statements; accepted are one or more objects"
        yield LintFinding(Check.DOCUMENT, policy.name, sentence)
        return
    for number, statement in enumerate(statements, 1):
        sid = str(statement.get("Sid") or f"#{number}")
        for sentence in _statement(policy.type, statement):
            yield LintFinding(Check.ELEMENT, policy.name, sentence, sid)


def _statement(kind: PolicyType, statement: Mapping[str, Any]) -> Iterator[str]:
    accepted = _ELEMENTS[kind]
    for element in statement:
        if element not in accepted:
            yield f"{element} is not supported; accepted are {', '.join(sorted(accepted))}"
    if "Action" not in statement and "NotAction" not in statement:
        yield "it names no Action"
    effect = statement.get("Effect")
    if effect not in ("Allow", "Deny"):
        yield f"Effect is {effect!r}; accepted are 'Allow' and 'Deny'"
    if effect == "Allow":
        for element in ("NotAction", "NotResource"):
            if element in statement:
                yield f"{element} with Allow allows everything that it does not name"
    if kind is PolicyType.RESOURCE_CONTROL:
        yield from _resource_control(statement)
    yield from _conditions(statement.get("Condition"))


def _resource_control(statement: Mapping[str, Any]) -> Iterator[str]:
    if statement.get("Effect") == "Allow":
        yield "Effect is 'Allow'; a resource control policy of your own only denies"
    if statement.get("Principal") != "*":
        yield f"Principal is {statement.get('Principal')!r}; accepted is '*'"
    if "Resource" not in statement and "NotResource" not in statement:
        yield "it names no Resource"
    services = table("organization_policies").facts["resource-control"]["services"]
    for action in _listed(statement.get("Action")):
        service = str(action).partition(":")[0]
        if service not in services:
            yield f"Action {action!r} is of no service that resource control policies reach"


def _conditions(condition: Any) -> Iterator[str]:
    if condition is None:
        return
    if not isinstance(condition, dict) or not all(isinstance(c, dict) for c in condition.values()):
        yield "Condition is not an object of operators, each with an object of keys"
        return
    for name in condition:
        qualifier, _, base = name.lower().rpartition(":")
        known = base.removesuffix("ifexists") in _OPERATORS and base != "nullifexists"
        if not known or qualifier not in ("", "forallvalues", "foranyvalue"):
            yield f"the operator {name!r} does not exist"


def _listed(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
