"""Security policies of serverless collections, which are JSON texts."""

import json
from typing import Any

from soc2_baseline.policy_pack.kit import UNKNOWN, NotApplicable, Resource, ValueUnknown

POLICY = "opensearch.ServerlessSecurityPolicy"


def read(policy: Resource, kind: str) -> Any:
    """Return the policy as a tree; UNKNOWN if it is, None if it cannot be read."""
    found = policy.at("type")
    if found is UNKNOWN:
        raise ValueUnknown
    if found != kind:
        raise NotApplicable("the security policy is of another type")
    text = policy.at("policy")
    if not isinstance(text, str):
        return text
    try:
        return json.loads(text)
    except (ValueError, RecursionError):
        return None
