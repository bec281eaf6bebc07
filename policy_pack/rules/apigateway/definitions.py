"""Operations of an OpenAPI definition that anybody may call.

Source: Amazon API Gateway developer guide, extensions to OpenAPI. An API key alone is not an
authorization: a scheme counts if it names an authorizer or IAM signatures.
"""

from collections.abc import Iterator
from typing import Any

from soc2_baseline.policy_pack.kit import at
from soc2_baseline.policy_pack.rules.apigateway.texts import Unreadable, tree

VERBS = frozenset({"get", "put", "post", "delete", "head", "patch", "trace"})
ANY = "x-amazon-apigateway-any-method"
AUTHORIZING = ("x-amazon-apigateway-authorizer", "x-amazon-apigateway-authtype")
AUTH = "x-amazon-apigateway-auth"


def open_operations(body: str) -> Iterator[str]:
    """Yield the operations that need no authorization, as ``GET /path``.

    Raises:
        Unreadable: the text is not a definition.
    """
    root = tree(body)
    if not isinstance(root, dict):
        raise Unreadable
    schemes = {
        **_dict(root.get("securityDefinitions")),
        **_dict(at(root, "components", "securitySchemes")),
    }
    authorizing = {
        name
        for name, scheme in schemes.items()
        if any(extension in _dict(scheme) for extension in AUTHORIZING)
    }
    for path, operations in _dict(root.get("paths")).items():
        for verb, operation in _dict(operations).items():
            known = str(verb).lower() in VERBS or verb == ANY
            if known and not _is_guarded(_dict(operation), root, authorizing):
                yield f"{'ANY' if verb == ANY else str(verb).upper()} {path}"


def _is_guarded(operation: dict[str, Any], root: dict[str, Any], authorizing: set[Any]) -> bool:
    kind = at(operation, AUTH, "type") or at(root, AUTH, "type")
    if isinstance(kind, str) and kind.upper() == "AWS_IAM":
        return True
    security = operation.get("security", root.get("security"))
    return (
        isinstance(security, list)
        and bool(security)
        and all(any(name in authorizing for name in _dict(choice)) for choice in security)
    )


def _dict(value: Any) -> dict[Any, Any]:
    return value if isinstance(value, dict) else {}
