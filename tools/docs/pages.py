"""The generated pages that git holds: written, or compared with what would be written."""

from pathlib import Path

from soc2_baseline.core.errors import EnvironmentLacks
from tools.coverage.page import current, markdown
from tools.docs.architecture import architecture_svg
from tools.docs.components import component_pages, components_page
from tools.docs.controls import controls_page
from tools.docs.rules import rules_page
from tools.docs.settings import settings_page

ROOT = Path(__file__).resolve().parents[2]
FOLDER = Path("docs", "reference")


def pages(root: Path = ROOT) -> dict[str, str]:
    """Return the text of each page by file name."""
    return {
        "architecture.svg": architecture_svg(root),
        "components.md": components_page(root),
        **component_pages(root),
        "controls.md": controls_page(),
        "rules.md": rules_page(),
        "sandbox-coverage.md": markdown(current()),
        "settings.md": settings_page(),
    }


def write(root: Path = ROOT) -> list[str]:
    """Write the pages, remove others, and return the files that changed.

    Raises:
        EnvironmentLacks: this is not a checkout.
    """
    texts = pages(root)
    changed = _differing(texts, _folder(root))
    folder = root / FOLDER
    for name in changed:
        if name in texts:
            (folder / name).parent.mkdir(exist_ok=True, parents=True)
            (folder / name).write_text(texts[name], encoding="utf-8")
        else:
            (folder / name).unlink()
    return [(FOLDER / name).as_posix() for name in changed]


def drift(root: Path = ROOT) -> list[str]:
    """Return the files that ``write`` would change.

    Raises:
        EnvironmentLacks: this is not a checkout.
    """
    return [(FOLDER / name).as_posix() for name in _differing(pages(root), _folder(root))]


def _folder(root: Path) -> Path:
    if not (root / FOLDER.parent).is_dir():
        raise EnvironmentLacks(
            f"{root} has no folder {FOLDER.parent}; the reference is written in a checkout only"
        )
    return root / FOLDER


def _differing(texts: dict[str, str], folder: Path) -> list[str]:
    there = {
        file.relative_to(folder).as_posix(): file.read_text(encoding="utf-8")
        for file in folder.rglob("*")
        if file.is_file()
    }
    return sorted(name for name in texts | there if texts.get(name) != there.get(name))
