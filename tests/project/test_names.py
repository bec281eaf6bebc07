"""What files are called, how long they are, and what must not stand in any of them."""

import re
import sys
from pathlib import Path

import pytest

from tests.project.files import ROOT, files, text_of

LONGEST = 300
TARGETS = {"setup", "preview", "sandbox", "test", "check", "bench"}
MACHINE_PATHS = re.compile(rf"(?<![\w.~$}}/:-])/(?:{'|'.join(('root', 'home', 'work'))})/\w")


def names_in(folder: Path) -> set[str]:
    """Names that can be imported where the engine puts a folder first on the path."""
    inside = [file.relative_to(folder) for file in files(f"{folder}/*.py")]
    return {file.parts[0].removesuffix(".py") for file in inside}


@pytest.mark.parametrize(
    "folder",
    [
        ROOT,
        *sorted({file.parent for file in files("policy_pack/*.py", "stacks/*.py")}),
    ],
    ids=lambda folder: folder.relative_to(ROOT).as_posix(),
)
def test_nothing_shadows_the_standard_library(folder: Path) -> None:
    assert names_in(folder) & (sys.stdlib_module_names - {"__main__"}) == set()


def test_no_path_of_one_machine() -> None:
    found = [
        f"{file.relative_to(ROOT)}:{number}: {line.strip()}"
        for file in files()
        for number, line in enumerate(text_of(file).splitlines(), start=1)
        if MACHINE_PATHS.search(line)
    ]
    assert found == []


def test_modules_are_short() -> None:
    lengths = {
        file.relative_to(ROOT).as_posix(): len(text_of(file).splitlines()) for file in files("*.py")
    }
    # Tables of cases are data: as long as the rules of their service are many.
    lengths = {name: n for name, n in lengths.items() if "/cases/" not in name}
    assert {name: length for name, length in lengths.items() if length > LONGEST} == {}


def test_make_has_its_targets() -> None:
    makefile = text_of(ROOT / "Makefile")
    defined = set(re.findall(r"^([a-z]+):", makefile, re.MULTILINE))
    phony = set(re.findall(r"^\.PHONY:(.*)$", makefile, re.MULTILINE)[0].split())
    assert defined >= TARGETS
    assert phony == defined


@pytest.mark.parametrize("file", files("requirements*.txt"), ids=lambda file: file.name)
def test_locks_have_hashes_and_no_addresses(file: Path) -> None:
    text = text_of(file)
    assert not re.search(r"https?:|--(?:extra-)?index-url|--find-links", text)
    pinned = re.findall(r"^[A-Za-z0-9][^\n]*==(?:[^\n]*\\\n)*", text, re.MULTILINE)
    assert pinned
    assert [entry.split()[0] for entry in pinned if "\\\n" not in entry] == []
    assert text.count("--hash=sha256:") >= len(pinned)


def test_no_lock_that_writes_addresses() -> None:
    assert files("*uv.lock", "*pylock*.toml", "*package-lock.json", "*poetry.lock") == []
