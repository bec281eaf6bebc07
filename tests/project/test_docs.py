"""The documentation: generated pages are up to date, links lead somewhere, examples are valid."""

import datetime
import re
from pathlib import Path
from urllib.parse import unquote
from xml.etree import ElementTree

import pytest
import yaml
from typer.testing import CliRunner

from soc2_baseline.controls.catalog import load as load_controls
from soc2_baseline.core.exceptions import LONGEST_DAYS, load
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from tests.project.files import ROOT, fenced, files, text_of
from tools.docs import exceptions_lint, pages
from tools.docs.__main__ import app
from tools.docs.architecture import imports, layers, picture
from tools.docs.rules import rule_pages, source_of

MARKDOWN = files("*.md")
LINK = re.compile(r"\]\(([^)\s]+)\)")
PATH = re.compile(
    r"`((?:baseline|components|controls|core|docs|policy_pack|stacks|tests|tools)"
    r"/(?:[\w-]+/)*(?!v\d+`)[\w-]+(?:\.(?:py|toml|yaml|md|json))?)`"
)
"""A path in inline code; `baseline/preview/v1` is the name of a schema."""
BANNED = re.compile("|".join(("compl" + "iant", "certi" + "fied")), re.IGNORECASE)
BUCKET = (
    "urn:pulumi:example::baseline::soc2:tenancy:TenantBaseline$soc2:storage:SecureBucket"
    "$aws:s3/bucket:Bucket::acme-data"
)


def relative(file: Path) -> str:
    return file.relative_to(ROOT).as_posix()


def headings_of(text: str) -> set[str]:
    return set(re.findall(r"^#+ (.+)$", text, re.MULTILINE))


def anchors(file: Path) -> set[str]:
    """What a link can lead to inside a page: its headings, as they are turned into anchors."""
    headings = headings_of(text_of(file))
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


def test_generated_reference_is_up_to_date() -> None:
    assert pages.drift() == [], "run `make docs`"


def test_reference_names_every_rule_control_and_component() -> None:
    texts = pages.pages()
    for rule in RULES:
        assert f"\n| `{rule.id}` | {rule.summary} |" in texts["rules.md"]
        assert (ROOT / source_of(rule)).is_file()
        assert f'"{rule.id}"' in text_of(ROOT / source_of(rule))
    for control in load_controls():
        assert f"### {control.id}\n" in texts["controls.md"]
    for name in {name for control in load_controls() for name in control.components}:
        assert f"[{name}](components/{name}.md)" in texts["components.md"]
        shown = texts[f"components/{name}.md"]
        assert re.findall(r"^## .+\n\n(?=#|\Z)", shown, re.MULTILINE) == [], "an empty section"
        assert {"Monthly costs", "What it does not do"} < headings_of(shown)
    for file, text in texts.items():
        if file.startswith("components"):
            assert re.findall(r"\| `\w+` \|[^|]*\|[^|]*\| +\|", text) == [], file


def test_pages_of_rules_are_whole() -> None:
    shown = rule_pages(ROOT)
    for rule in RULES:
        text = shown[rule.id]
        parts = re.findall(r"^## (\w+)$", text, re.MULTILINE)
        assert [p for p in parts if p != "Options"] == ["Why", "Good", "Bad", "Fix", "Except"]
        assert f"`{rule.id}[" in text
        assert rule.why in text


def test_paths_in_pages_exist() -> None:
    missing = [
        (relative(page), path)
        for page in (ROOT / "docs").glob("*.md")
        if not page.name.startswith("add-a-")  # they name files that are still to be written
        for path in PATH.findall(text_of(page))
        if not (ROOT / path).exists()
    ]
    assert missing == []


def test_reference_stays_short() -> None:
    lines = sum(len(text.splitlines()) for text in pages.pages().values())
    assert lines <= 8_000, "people read it: build what is longer with `make site`"


@pytest.mark.parametrize(("differing", "code"), [([], 0), (["docs/reference/rules.md"], 1)])
def test_check_tells_by_its_exit_code(
    differing: list[str], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(pages, "drift", lambda: differing)
    result = CliRunner().invoke(app, ["--check"])
    assert result.exit_code == code
    assert all(name in result.output for name in differing)


def test_readme_is_short() -> None:
    assert len(text_of(ROOT / "README.md").splitlines()) <= 200


@pytest.mark.parametrize("page", MARKDOWN, ids=relative)
def test_links_lead_somewhere(page: Path) -> None:
    for link in LINK.findall(re.sub(r"```.*?```", "", text_of(page), flags=re.DOTALL)):
        if link.startswith(("https://", "mailto:")):
            continue
        path, _, anchor = unquote(link).partition("#")
        target = (page.parent / path).resolve() if path else page
        assert target.exists(), link
        assert not anchor or anchor in anchors(target), link


@pytest.mark.parametrize(
    "file", [*MARKDOWN, *files("controls/*.yaml", ".github/*", "Pulumi*.yaml")], ids=relative
)
def test_wording(file: Path) -> None:
    assert BANNED.findall(text_of(file)) == []


def test_example_of_an_exception_is_valid(tmp_path: Path) -> None:
    examples = [
        block
        for page in ("docs/exceptions.md", "README.md")
        for block in fenced(ROOT / page, "yaml")
        if "approver" in block
    ]
    assert len(examples) == 2
    assert examples[0] == examples[1]
    file = tmp_path / "exceptions.yaml"
    file.write_text(examples[0])
    (waiver,) = load(file).waivers
    assert waiver.covers("s3-versioning", "enabled", BUCKET)
    assert not waiver.covers("s3-versioning", "enabled", BUCKET.replace("acme", "borealis"))
    assert waiver.key in BY_ID[waiver.rule].keys


def test_fields_of_an_exception_are_documented() -> None:
    (example,) = fenced(ROOT / "docs" / "exceptions.md", "yaml")
    table = re.findall(r"^\| `(\w+)` \|", text_of(ROOT / "docs" / "exceptions.md"), re.MULTILINE)
    assert table == list(yaml.safe_load(example)[0])


@pytest.mark.parametrize(
    ("days", "said"), [(-1, "is past"), (LONGEST_DAYS, None), (LONGEST_DAYS + 1, "accepted are 90")]
)
def test_lint_of_registers_looks_at_expiry(tmp_path: Path, days: int, said: str | None) -> None:
    (example,) = fenced(ROOT / "docs" / "exceptions.md", "yaml")
    day = datetime.datetime.now(datetime.UTC).date() + datetime.timedelta(days=days)
    file = tmp_path / "exceptions.yaml"
    file.write_text(re.sub(r"expires: \S+", f"expires: {day}", example))
    assert exceptions_lint.main([str(file)]) == (2 if said else 0)
    assert all(said or "" in problem for problem in exceptions_lint.problems([file]))


def test_lint_of_registers_tells_all_wrong_fields(tmp_path: Path) -> None:
    file = tmp_path / "exceptions.yaml"
    file.write_text("- id: EX-1\n  rules: s3-versioning\n")
    problems = exceptions_lint.problems([tmp_path / "missing.yaml", file])
    assert any("line 2: rules is unknown" in problem for problem in problems)
    assert any("line 1: owner is missing" in problem for problem in problems)


def test_the_picture_shows_each_storey_and_import() -> None:
    modules, between = imports()
    storeys = layers(ROOT)
    height = {name: number for number, storey in enumerate(storeys) for name in storey}
    assert all(height[above] < height[below] for above, below in between)
    drawn = ElementTree.fromstring(picture(storeys, modules, between))  # noqa: S314 our own
    texts = [text.text for text in drawn.iter("{http://www.w3.org/2000/svg}text")]
    assert {f"{name}/" for name in height} <= set(texts)
    lines = list(drawn.iter("{http://www.w3.org/2000/svg}line"))
    assert len(lines) == len(between)
    assert len({line.get("x1") for line in lines}) == len(lines), "arrows on top of each other"
    assert sorted(text for text in texts if text and text.isdigit()) == sorted(
        str(number) for number in between.values()
    )
