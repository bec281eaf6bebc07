"""The control files against the real rules, components and collectors."""

import importlib
import pkgutil
from collections.abc import Iterator
from pathlib import Path

from soc2_baseline import components, evidence
from soc2_baseline.controls.catalog import load
from soc2_baseline.controls.trace import trace
from soc2_baseline.policy_pack.catalog import RULES

CASES = Path(__file__).parents[1] / "policy_pack" / "cases"


def real_components() -> Iterator[str]:
    # Importing Pulumi is slow, and only this test needs it.
    from soc2_baseline.components.base import BaselineComponent  # noqa: PLC0415

    for module in pkgutil.walk_packages(components.__path__, f"{components.__name__}."):
        importlib.import_module(module.name)
    waiting: list[type[BaselineComponent]] = [BaselineComponent]
    while waiting:
        for child in waiting.pop().__subclasses__():
            waiting.append(child)
            # Tests make subclasses of their own in the same process.
            if child.__module__.startswith(
                "soc2_baseline.components."
            ) and not child.__name__.startswith("_"):
                yield child.__name__


def failing_cases() -> Iterator[str]:
    for file in sorted(CASES.glob("*.py")):
        module = importlib.import_module(f"tests.policy_pack.cases.{file.stem}")
        for rule, cases in module.CASES.items():
            if any(case.kind == "bad" for case in cases):
                yield rule


def test_controls_and_code_agree() -> None:
    problems = trace(
        load(),
        rules=[(rule.id, rule.criteria) for rule in RULES],
        components=sorted(real_components()),
        collectors=(),
        tested=failing_cases(),
    )
    assert not problems, "\n".join(problems)


def test_there_are_no_collectors_yet_that_the_trace_would_miss() -> None:
    assert [module.name for module in pkgutil.iter_modules(evidence.__path__)] == []
