"""The statements of ``aws.iam.get_policy_document``, in the grammar of AWS's own documents.

Names may be spelt as on the wire or as in Python. Source: the provider's documentation of the
data source (merging, overriding by Sid, ``&{}`` for variables).
"""

from typing import Any, Final

from soc2_baseline.core.unknown import UNKNOWN

SHAPES: Final = frozenset(
    {
        "json",
        "minifiedJson",
        "minified_json",
        "statements",
        "sourcePolicyDocuments",
        "source_policy_documents",
        "overridePolicyDocuments",
        "override_policy_documents",
        "sourceJson",
        "source_json",
        "overrideJson",
        "override_json",
    }
)
"""The names by which a value is recognized as the data source's."""

_PLAIN = (
    ("Action", "actions", "actions"),
    ("NotAction", "notActions", "not_actions"),
    ("Resource", "resources", "resources"),
    ("NotResource", "notResources", "not_resources"),
)


def as_grammar(tree: dict[str, Any]) -> tuple[list[Any], list[Any], list[Any]]:
    """Return the source documents, the statements, and the override documents.

    Raises:
        TypeError, AttributeError: something has a wrong type.
    """
    before = [
        *_many(_either(tree, "sourceJson", "source_json")),
        *_many(_either(tree, "sourcePolicyDocuments", "source_policy_documents")),
    ]
    after = [
        *_many(_either(tree, "overrideJson", "override_json")),
        *_many(_either(tree, "overridePolicyDocuments", "override_policy_documents")),
    ]
    statements = tree.get("statements")
    if statements is None and not before and not after:
        statements = UNKNOWN  # its JSON alone was there, and is not known yet
    return before, [_statement(each) for each in _many(statements)], after


def _statement(tree: Any) -> Any:
    if tree is UNKNOWN:
        return UNKNOWN
    effect = tree.get("effect")
    made = {"Effect": "Allow" if effect is None else effect, "Sid": tree.get("sid")}
    for element, wire, python in _PLAIN:
        values = _either(tree, wire, python)
        if values is UNKNOWN or values:
            made[element] = _variables(values)
    for element, wire, python in (
        ("Principal", "principals", "principals"),
        ("NotPrincipal", "notPrincipals", "not_principals"),
    ):
        blocks = _either(tree, wire, python)
        if blocks is UNKNOWN or blocks:
            made[element] = _principals(blocks)
    blocks = tree.get("conditions")
    if blocks is UNKNOWN or blocks:
        made["Condition"] = _conditions(blocks)
    return made


def _principals(blocks: Any) -> Any:
    if blocks is UNKNOWN or any(b is UNKNOWN or b.get("type") is UNKNOWN for b in blocks):
        return UNKNOWN
    made: dict[str, list[Any]] = {}
    for block in blocks:
        made.setdefault(block["type"], []).extend(_many(_variables(block.get("identifiers"))))
    return made


def _conditions(blocks: Any) -> Any:
    if blocks is UNKNOWN or any(
        b is UNKNOWN or b.get("test") is UNKNOWN or b.get("variable") is UNKNOWN for b in blocks
    ):
        return UNKNOWN
    made: dict[str, dict[str, list[Any]]] = {}
    for block in blocks:
        values = made.setdefault(block["test"], {}).setdefault(block["variable"], [])
        values.extend(_many(_variables(block.get("values"))))
    return made


def _variables(value: Any) -> Any:
    if isinstance(value, str):
        return value.replace("&{", "${")
    return [_variables(each) for each in value] if isinstance(value, list) else value


def _either(tree: Any, *names: str) -> Any:
    return next((tree[name] for name in names if tree.get(name) is not None), None)


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]
