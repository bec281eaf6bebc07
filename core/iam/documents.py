"""Parser of policy documents of IAM and of resources: wildcards, Not-elements, conditions.

A document is JSON text, a dict, a value that ``aws.iam.get_policy_document`` returns or takes, or
unknown. A document that cannot be parsed raises ``Malformed``, which rules report under their own
key; an unknown part raises ``ValueUnknown`` when a question touches it. Source: IAM user guide,
grammar of the JSON policy language.
"""

import json
from collections.abc import Iterator
from functools import lru_cache
from typing import Any

from soc2_baseline.core.iam.policy_data_source import SHAPES, as_grammar
from soc2_baseline.core.iam.statements import (
    ACCOUNT,
    Condition,
    Document,
    ParsedStatement,
    Principal,
    like,
    unknown_statement,
)
from soc2_baseline.core.unknown import UNKNOWN, ValueUnknown, known

__all__ = [
    "ACCOUNT",
    "Condition",
    "Document",
    "Malformed",
    "ParsedStatement",
    "Principal",
    "known",
    "like",
    "parse",
]


class Malformed(ValueError):
    """A text that is not a policy document."""


def parse(value: Any) -> Document:
    """Parse a document.

    Raises:
        ValueUnknown: the whole document, or its list of statements, is unknown.
        Malformed: it is not a JSON object with statements.
    """
    if value is UNKNOWN:
        raise ValueUnknown
    return _parse_text(str(value)) if isinstance(value, str) else _document(value)


@lru_cache(maxsize=512)
def _parse_text(text: str) -> Document:
    try:
        tree = json.loads(text)
    except (ValueError, RecursionError) as error:
        raise Malformed("the policy is not JSON") from error
    return _document(tree)


def _document(tree: Any) -> Document:
    if not isinstance(tree, dict):
        if not (hasattr(tree, "statements") or hasattr(tree, "json")):
            raise Malformed("the policy is not a JSON object")
        tree = {name: getattr(tree, name, None) for name in SHAPES}  # the SDK's own class
    if "Statement" not in tree and SHAPES & tree.keys():
        return _made_from(tree)
    statements = _many(tree.get("Statement"))
    if tree.get("Statement") is UNKNOWN:
        raise ValueUnknown
    if not all(statement is UNKNOWN or isinstance(statement, dict) for statement in statements):
        raise Malformed("the policy has a Statement that is not an object")
    return Document(
        tuple(unknown_statement() if s is UNKNOWN else _statement(s) for s in statements)
    )


def _made_from(tree: dict[str, Any]) -> Document:
    """Merge other documents and statements as the data source does."""
    for name in ("json", "minifiedJson", "minified_json"):
        if isinstance(tree.get(name), str):
            return parse(tree[name])
    try:
        before, own, after = as_grammar(tree)
    except (TypeError, AttributeError) as error:
        raise Malformed("the policy has a statement that is not an object") from error
    statements = [statement for text in before for statement in _statements_of(text)]
    statements += _document({"Statement": own}).statements
    for text in after:
        for statement in _statements_of(text):
            statements = [s for s in statements if not s.sid or s.sid != statement.sid]
            statements.append(statement)
    return Document(tuple(statements))


def _statements_of(value: Any) -> tuple[ParsedStatement, ...]:
    return (unknown_statement(),) if value is UNKNOWN else parse(value).statements


def _statement(tree: dict[str, Any]) -> ParsedStatement:
    effect = tree.get("Effect")
    return ParsedStatement(
        effect=effect if effect is UNKNOWN else str(effect),
        actions=_lower(_texts(tree, "Action")),
        not_actions=_lower(_texts(tree, "NotAction")),
        resources=_texts(tree, "Resource"),
        not_resources=_texts(tree, "NotResource"),
        principals=tuple(_principals(tree, "Principal")),
        not_principals=tuple(_principals(tree, "NotPrincipal")),
        conditions=tuple(_conditions(tree.get("Condition"))),
        sid=str(tree.get("Sid") or "") if tree.get("Sid") is not UNKNOWN else "",
    )


def _principals(statement: dict[str, Any], element: str) -> Iterator[Principal]:
    tree = statement.get(element)
    if tree is UNKNOWN:
        yield Principal(UNKNOWN, UNKNOWN)
    elif isinstance(tree, dict):
        for kind in tree:
            yield from (Principal(kind, value) for value in _texts(tree, kind))
    else:
        yield from (Principal("AWS", value) for value in _texts(statement, element))


def _conditions(tree: Any) -> Iterator[Condition]:
    if tree is UNKNOWN:
        yield Condition(UNKNOWN, UNKNOWN, (UNKNOWN,))
        return
    if tree is None:
        return
    if not isinstance(tree, dict):
        raise Malformed("the policy has a Condition that is not an object")
    for name, keys in tree.items():
        operator = name.lower()
        qualifier, _, rest = operator.rpartition(":")
        base = rest.removesuffix("ifexists")
        exists = rest.endswith("ifexists")
        if keys is UNKNOWN:
            yield Condition(base, UNKNOWN, (UNKNOWN,), exists, qualifier or None)
            continue
        if not isinstance(keys, dict):
            raise Malformed("the policy has a Condition that is not an object")
        for key, values in keys.items():
            yield Condition(base, key.lower(), tuple(_many(values)), exists, qualifier or None)


def _many(value: Any) -> list[Any]:
    return [] if value is None else value if isinstance(value, list) else [value]


def _texts(tree: dict[str, Any], element: str) -> tuple[Any, ...]:
    """Return the texts of an element, with unknown ones among them."""
    values = _many(tree.get(element))
    if not all(value is UNKNOWN or isinstance(value, str) for value in values):
        raise Malformed("the policy has an element that is not a text")
    return tuple(values)


def _lower(values: tuple[Any, ...]) -> tuple[Any, ...]:
    return tuple(v.lower() if isinstance(v, str) else v for v in values)
