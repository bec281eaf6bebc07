"""The documentation as a site: built strictly, whole, and without a request to any other host."""

import os
import subprocess
import sys
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from tests.project.files import ROOT
from tools.docs import site
from tools.docs.pages import pages

LOADED = {"link": "href", "script": "src", "img": "src", "iframe": "src", "source": "src"}
"""Tags whose address a browser loads by itself."""


class Html(HTMLParser):
    """The addresses and anchors of a page."""

    def __init__(self, file: Path) -> None:
        super().__init__()
        self.loaded: list[str] = []
        self.links: list[str] = []
        self.anchors: set[str] = set()
        self.feed(file.read_text(encoding="utf-8"))

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        found = {name: value or "" for name, value in attrs}
        self.anchors |= {found[name] for name in ("id", "name") if name in found}
        if address := found.get(LOADED.get(tag, "")):
            self.loaded.append(address)
        if tag == "a" and "href" in found:
            self.links.append(found["href"])


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    done = subprocess.run(
        [sys.executable, "-m", "mkdocs", "build", "--strict", "--quiet", "--site-dir", folder],
        cwd=ROOT,
        env={**os.environ, "NO_MKDOCS_2_WARNING": "1"},
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stderr
    return folder


@cache
def parsed(file: Path) -> Html:
    return Html(file)


def test_each_rule_control_and_component_has_its_page(built: Path) -> None:
    names = [
        *site.names(),
        *(f"reference/{n[:-3]}/" for n in pages() if n.startswith("components/")),
    ]
    assert len(names) > 250
    assert [name for name in names if not (built / name / "index.html").is_file()] == []
    shown = (built / "reference/rules/s3-versioning/index.html").read_text(encoding="utf-8")
    assert all(f'id="{part}"' in shown for part in ("why", "good", "bad", "fix", "except"))


def test_links_lead_to_pages_and_headings(built: Path) -> None:
    broken = []
    for file in sorted(built.rglob("*.html")):
        if file.name == "404.html":  # its links start at the root of the host
            continue
        for link in parsed(file).links:
            parts = urlsplit(link)
            if parts.scheme:
                continue
            target = (file.parent / unquote(parts.path)).resolve() if parts.path else file
            target = target / "index.html" if target.is_dir() else target
            anchor = unquote(parts.fragment)
            if not target.is_file() or (anchor and anchor not in parsed(target).anchors):
                broken.append(f"{file}: {link}")
    assert broken == []


def test_nothing_is_loaded_from_another_host(built: Path) -> None:
    for file in sorted(built.rglob("*.html")):
        addresses = [a for a in parsed(file).loaded if urlsplit(a).netloc]
        assert addresses == [], file


def test_names_in_pages_lead_to_their_pages(built: Path) -> None:
    bucket = parsed(built / "reference/components/SecureBucket/index.html").links
    assert "../../rules/s3-versioning/" in bucket
    rule = parsed(built / "reference/rules/s3-versioning/index.html").links
    assert "../../controls/A1.2/" in rule
    control = parsed(built / "reference/controls/CC6.1/index.html").links
    assert {"../../components/SecureBucket/", "../../rules/kms-rotation/"} <= set(control)


def test_search_finds_rules(built: Path) -> None:
    index = (built / "search" / "search_index.json").read_text(encoding="utf-8")
    assert "reference/rules/s3-versioning/" in index
