"""The page of a rule with its examples, which only a checkout of this repository can make."""

import os
import subprocess
import sys
from pathlib import Path

from soc2_baseline.core.errors import EnvironmentLacks

ROOT = Path(__file__).resolve().parents[2]


def rule_page(rule_id: str, root: Path = ROOT) -> str:
    """Return a rule's page in Markdown, written by the documentation tools of the checkout.

    The tools run in a process of their own, so that a `tools` folder of the user does not matter.

    Raises:
        EnvironmentLacks: this is an installed package, which has neither tools nor programs.
    """
    if not (root / "tools" / "docs").is_dir() or not (root / "tests" / "corpus").is_dir():
        raise EnvironmentLacks(
            "--examples needs a checkout of the soc2-baseline repository: the installed package"
            " does not contain the example programs"
        )
    done = subprocess.run(  # noqa: S603 our own interpreter and module
        [sys.executable, "-m", "tools.docs", "--rule", rule_id],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise EnvironmentLacks(f"the page of {rule_id} cannot be written: {done.stderr.strip()}")
    return done.stdout
