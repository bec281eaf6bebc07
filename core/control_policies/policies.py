"""The policies of an organization as values: what they are, what they say, where they hold."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from soc2_baseline.core.control_policies.policy_types import PolicyType
from soc2_baseline.core.iam.documents import Document, parse

ROOT = "root"
"""The target that stands for the whole organization; units are told by path: ``Workloads/Prod``."""


@dataclass(frozen=True)
class Policy:
    """One policy with the root or units that it is attached to."""

    name: str
    type: PolicyType
    content: str
    targets: tuple[str, ...] = (ROOT,)

    @cached_property
    def document(self) -> Document:
        """The statements of a control policy.

        Raises:
            Malformed: the content is no policy document.
        """
        return parse(self.content)


def compact(tree: Mapping[str, Any]) -> str:
    """JSON without white space: AWS counts what the API saves (quotas for AWS Organizations)."""
    return json.dumps(tree, separators=(",", ":"), ensure_ascii=False)


def path_of(unit: str) -> tuple[str, ...]:
    """The targets whose policies reach a unit: the root, its parents, itself."""
    steps = unit.split("/") if unit != ROOT else []
    return (ROOT, *("/".join(steps[: depth + 1]) for depth in range(len(steps))))
