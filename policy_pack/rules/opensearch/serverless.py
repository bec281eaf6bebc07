"""Security policies of serverless collections, which are JSON texts."""

import json
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, NotApplicable, Resource, ValueUnknown

POLICY = "opensearch.ServerlessSecurityPolicy"


def read(policy: Resource, kind: str) -> Any:
    """The policy as a tree; UNKNOWN where it is, None where it cannot be read."""
    found = policy.at("type")
    if found is UNKNOWN:
        raise ValueUnknown
    if found != kind:
        raise NotApplicable("another kind of security policy")
    text = policy.at("policy")
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
