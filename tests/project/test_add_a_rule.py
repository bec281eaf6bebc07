"""The steps of docs/add-a-rule.md, done in a copy of the repository as the page says."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT, copy, fenced, text_of

PAGE = ROOT / "docs" / "add-a-rule.md"
RULE = "s3-inventory-encrypted"
TO_WRITE = ("write-a-resource-that-passes", "write-a-resource-that-fails", "not-known-yet")
SUMMARY = re.compile(r"(\d+) (passed|failed|error)")


def blocks() -> dict[str, str]:
    """The text of each file that the page shows below the file's name."""
    shown = re.findall(
        r"^`([\w./]+)`\n\n```(?:python|yaml)\n(.*?)^```$", text_of(PAGE), re.M | re.S
    )
    return dict(shown)


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("clone")
    copy(folder)
    (folder / ".venv").symlink_to(sys.prefix)  # as `make setup` makes it
    return folder


def run(checkout: Path, command: str) -> tuple[int, str]:
    """Run a command with the code of the copy in place of ours."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith("PYTEST_")}
    done = subprocess.run(
        ["bash", "-c", command],
        cwd=checkout,
        env={**kept, "PYTHONPATH": str(checkout), "COLUMNS": "200"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        check=False,
    )
    return done.returncode, done.stdout


def counts(said: str) -> dict[str, int]:
    """What pytest's last line counts."""
    return {kind: int(number) for number, kind in SUMMARY.findall(said.splitlines()[-1])}


def test_a_rule_is_green_after_the_steps_of_the_page(checkout: Path) -> None:
    new, tests = fenced(PAGE, "sh")
    assert new.startswith(f".venv/bin/baseline new rule {RULE} ")
    code, said = run(checkout, new)
    assert code == 0, said
    written = set(re.findall(r"^wrote   (\S+)$", said, re.MULTILINE))
    assert written == set(blocks())

    files = " ".join(sorted(name for name in written if name.endswith(".py")))
    typed = " ".join(sorted(n for n in written if n.endswith(".py") and "/corpus/" not in n))
    for check in (f"ruff check {files}", f"ruff format --check {files}", f"mypy {typed}"):
        code, said = run(checkout, f".venv/bin/{check}")
        assert code == 0, said

    code, said = run(checkout, tests)
    assert code == 1, said
    assert counts(said)["failed"] >= 5
    assert "error" not in counts(said)
    assert all(sentence in said for sentence in TO_WRITE)
    assert f"rule {RULE} raised NotImplementedError at inventory_encrypted.py:" in said
    assert "write a program with a resource that the rule is asked about and passes" in said
    assert "write the part of the program that breaks the rule" in said

    for name, text in blocks().items():
        (checkout / name).write_text(text)
    code, said = run(checkout, tests)
    assert code == 0, said
    assert counts(said).keys() == {"passed"}
    assert counts(said)["passed"] >= 10
    assert f"  - {RULE}\n" in text_of(checkout / "controls" / "cc6_1.yaml")
    code, said = run(checkout, ".venv/bin/pytest -q tests/controls/test_traceability.py")
    assert code == 0, said

    code, said = run(checkout, new)
    assert code == 2
    assert f"ID {RULE} is a rule already" in said
    for name, text in blocks().items():
        assert (checkout / name).read_text() == text
