"""The list of slow paths, and the targets that use it."""

import subprocess
import sys
import tomllib

from tests.project.files import ROOT, text_of

OPTIONS = tomllib.loads(text_of(ROOT / "pyproject.toml"))["tool"]["pytest"]["ini_options"]


def test_slow_paths_exist() -> None:
    assert [path for path in OPTIONS["slow_paths"] if not (ROOT / path).exists()] == []


def test_quick_leaves_them_out() -> None:
    command = [sys.executable, "-m", "pytest", "--quick", "--collect-only", "-q", "tests/project"]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    collected = {line.partition("::")[0] for line in done.stdout.splitlines() if "::" in line}
    assert "tests/project/test_version.py" in collected, done.stdout + done.stderr
    assert collected.isdisjoint(OPTIONS["slow_paths"])
