"""Hooks of ``mkdocs build``: generated pages, and links adapted from the repository."""

import posixpath
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files
from mkdocs.structure.pages import Page

from soc2_baseline.controls.catalog import load
from soc2_baseline.policy_pack.catalog import RULES
from tools.docs.controls import control_pages, controls_index
from tools.docs.rules import rule_pages

ROOT = Path(__file__).resolve().parents[2]
AT_ROOT = {
    "README.md": "index.md",
    "CONTRIBUTING.md": "CONTRIBUTING.md",
    "SECURITY.md": "SECURITY.md",
    "CHANGELOG.md": "CHANGELOG.md",
}
"""Pages at the root of the repository, and their places in the site."""

_LINK = re.compile(r"(?<!!)\[([^\]]*)\]\(([^)\s]+)\)")
_NAMED = re.compile(r"(?<![\[`])`([A-Za-z][\w.-]*)`(?![`\]])")
_FENCE = re.compile(r"(^```.*?^```$)", re.MULTILINE | re.DOTALL)

_LOADED_FROM_OUTSIDE = "```mermaid"
"""Charts that a forge draws; here a browser would have to load Mermaid from another host."""


def generated() -> dict[str, str]:
    """Return the text of each page that is not in docs/, by its place in the site."""
    return {
        **{place: (ROOT / name).read_text(encoding="utf-8") for name, place in AT_ROOT.items()},
        **{f"reference/rules/{name}.md": text for name, text in rule_pages(ROOT).items()},
        **{f"reference/controls/{name}.md": text for name, text in control_pages().items()},
        "reference/controls.md": controls_index(),
    }


def on_files(files: Files, config: MkDocsConfig) -> Files:
    """Add the generated pages; they replace a file of the same name."""
    for place, text in generated().items():
        if (there := files.get_file_from_path(place)) is not None:
            files.remove(there)
        files.append(File.generated(config, place, content=text))
    return files


def on_page_markdown(markdown: str, page: Page, files: Files, **_: Any) -> str:
    """Link names of rules, controls and components, and adapt links into the repository."""
    place = page.file.src_uri
    pages = {file.src_uri for file in files.documentation_pages()}
    parts = [part for part in _FENCE.split(markdown) if not part.startswith(_LOADED_FROM_OUTSIDE)]
    return "".join(part if part.startswith("```") else _prose(part, place, pages) for part in parts)


def _prose(text: str, place: str, pages: set[str]) -> str:
    linked = "".join(_named(line, place, pages) for line in text.splitlines(keepends=True))
    return _LINK.sub(lambda found: _link(found, place, pages), linked)


def _named(line: str, place: str, pages: set[str]) -> str:
    """Turn `s3-versioning`, `CC6.1` and `SecureBucket` into links, unless in a heading or link."""
    if line.startswith("#"):
        return line

    def link(found: re.Match[str]) -> str:
        for folder in ("rules", "controls", "components"):
            target = f"reference/{folder}/{found[1]}.md"
            if target in pages and target != place:
                return f"[{found[0]}]({_repository(target, place)})"
        return found[0]

    return _NAMED.sub(link, line)


def _repository(target: str, place: str) -> str:
    """Return the link from a page to another one as it would stand in the repository."""
    return posixpath.relpath(f"docs/{target}", posixpath.dirname(_origin(place)) or ".")


def _origin(place: str) -> str:
    """Return the path in the repository of a page of the site."""
    at_root = {there: name for name, there in AT_ROOT.items()}
    return at_root.get(place) or f"docs/{place}"


def _link(found: re.Match[str], place: str, pages: set[str]) -> str:
    """Point a link at the page of the site; show the path of a file that the site does not have."""
    text, link = found.groups()
    if re.match(r"[a-z]+:|#", link):
        return found[0]
    path, hash_, anchor = link.partition("#")
    target = posixpath.normpath(posixpath.join(posixpath.dirname(_origin(place)), path))
    there = AT_ROOT.get(target) or target.removeprefix("docs/")
    if there in pages:
        relative = posixpath.relpath(there, posixpath.dirname(place) or ".")
        return f"[{text}]({relative}{hash_}{anchor})"
    if text.startswith("`"):
        return text
    return f"`{text}`" if target.endswith(text) else f"{text} (`{target}`)"


def names() -> Iterator[str]:
    """Yield the place of every page that the site must have: each rule and each control."""
    yield from (f"reference/rules/{rule.id}/" for rule in RULES)
    yield from (f"reference/controls/{control.id}/" for control in load())
