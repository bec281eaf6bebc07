"""The policies of an organization as values: type, content, targets."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.iam.documents import Document, parse

ROOT = "root"
"""The target for the whole organization; units are named by path: ``Workloads/Prod``."""


@dataclass(frozen=True)
class Policy:
    """One policy with the root or units that it is attached to."""

    name: str
    type: PolicyType
    content: str
    targets: tuple[str, ...] = (ROOT,)

    @cached_property
    def document(self) -> Document:
        """Return the statements of a control policy.

        Raises:
            Malformed: the content is not a policy document.
        """
        return parse(self.content)


def compact(tree: Mapping[str, Any]) -> str:
    """Return JSON without white space: AWS counts the saved characters (Organizations quotas)."""
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)


def path_of(unit: str) -> tuple[str, ...]:
    """Return the targets whose policies apply to a unit: the root, its parents, itself."""
    steps = unit.split("/") if unit != ROOT else []
    return (ROOT, *("/".join(steps[: depth + 1]) for depth in range(len(steps))))
