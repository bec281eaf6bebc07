"""The stacks of this project, and the types of resources that each of them uses."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from soc2_baseline.baseline.preview.project import EXAMPLE_STACK, load
from soc2_baseline.baseline.preview.recording import record
from soc2_baseline.baseline.sandbox.environment import ACCOUNT

STACKS = (".", "stacks/organization", "stacks/account", "stacks/tenant")
"""Folders with a Pulumi.yaml, from the project's root."""

FULL = {"baseline:profile": "prod"}
"""The profile that leaves nothing out."""

TEMPLATE = "stacks/tenant"
"""The stack that needs answers before it can be deployed."""
_ANSWERS = {
    "baseline:account-id": ACCOUNT,
    "baseline:region": "eu-central-1",
    "baseline:owner": "platform",
    "baseline:tenant-id": "acme",
}
"""Answers to the questions of a template; stacks with an example need none."""


def root() -> Path:
    """Return the project's folder."""
    return Path(__file__).resolve().parents[2]


def deployable() -> tuple[Path, ...]:
    """Return the folders of the stacks that can be deployed without further settings."""
    return tuple(root() / stack for stack in STACKS if stack != TEMPLATE)


@cache
def used() -> Mapping[str, frozenset[str]]:
    """Return the types of AWS resources by stack, from the resources that the programs register.

    Raises:
        BaselineError: a program refuses its example's settings, or raises.
    """
    return {stack: _types(stack) for stack in STACKS}


def _types(stack: str) -> frozenset[str]:
    answers = _ANSWERS if stack == TEMPLATE else {}
    project = load(root() / stack, {**answers, **FULL}, EXAMPLE_STACK)
    return frozenset(r.type for r in record(project) if r.type.startswith("aws:"))
