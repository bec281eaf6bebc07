"""The picture of the storeys, drawn from the import-linter contract and the real imports."""

import tomllib
from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from xml.sax.saxutils import escape

import grimp

PACKAGE = "soc2_baseline"
_WIDTH, _BOX, _GAP, _MARGIN = 900, 58, 54, 20
_COLOURS = ("#b45309", "#1d4ed8", "#047857", "#7c3aed", "#be185d", "#475569", "#0f172a")

Layers = Sequence[Sequence[str]]
Imports = Mapping[tuple[str, str], int]


@dataclass(frozen=True)
class _Box:
    """A package in the picture."""

    name: str
    left: float
    right: float
    top: float
    colour: str


def layers(root: Path) -> Layers:
    """Return the packages by storey, highest first, from the contract in pyproject.toml."""
    project = tomllib.loads((root / "pyproject.toml").read_text(encoding="utf-8"))
    contracts = project["tool"]["importlinter"]["contracts"]
    (contract,) = (one for one in contracts if one["name"].startswith("storeys"))
    return [[name.strip() for name in layer.split("|")] for layer in contract["layers"]]


def imports() -> tuple[Counter[str], Counter[tuple[str, str]]]:
    """Return the number of modules of each package, and of imports from one into another."""
    graph = grimp.build_graph(PACKAGE, cache_dir=None)
    modules: Counter[str] = Counter()
    between: Counter[tuple[str, str]] = Counter()
    for module in graph.modules - {PACKAGE}:
        package = _package(module)
        if package == "__main__":  # starts the roof
            continue
        modules[package] += 1
        for imported in graph.find_modules_directly_imported_by(module) - {PACKAGE}:
            other = _package(imported)
            between.update([(package, other)] if other != package else [])
    return modules, between


def _package(module: str) -> str:
    return module.split(".")[1]


def picture(storeys: Layers, modules: Mapping[str, int], between: Imports) -> str:
    """Draw the packages as boxes and the imports between them as arrows with their number."""
    boxes = _boxes(storeys)
    lanes = _lanes(between, boxes, max(len(storey) for storey in storeys))
    height = 2 * _MARGIN + len(storeys) * _BOX + (len(storeys) - 1) * _GAP
    lines = [_line(pair, x, boxes) for pair, x in lanes.items()]
    drawn = [_drawn(box, modules.get(box.name, 0)) for box in boxes.values()]
    heads = [_head(pair, x, between[pair], boxes) for pair, x in lanes.items()]
    about = "; ".join(f"{a} imports {b} {n} times" for (a, b), n in sorted(between.items()))
    return "\n".join(
        [
            "<!-- Made by `make docs` from pyproject.toml and all imports. -->",
            f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" '
            'font-family="sans-serif" font-size="15">',
            f"<title>Packages and imports</title><desc>{escape(about)}</desc>",
            f'<rect width="{_WIDTH}" height="{height}" fill="#ffffff"/>',
            *lines,
            *drawn,
            *heads,
            "</svg>\n",
        ]
    )


def architecture_svg(root: Path) -> str:
    """Return the picture of this repository."""
    return picture(layers(root), *imports())


def _boxes(storeys: Layers) -> dict[str, _Box]:
    found: dict[str, _Box] = {}
    for row, storey in enumerate(storeys):
        width = (_WIDTH - 2 * _MARGIN + _MARGIN) / len(storey)
        for column, name in enumerate(storey):
            left = _MARGIN + column * width
            colour = _COLOURS[len(found) % len(_COLOURS)]
            top = _MARGIN + row * (_BOX + _GAP)
            found[name] = _Box(name, left, left + width - _MARGIN, top, colour)
    return found


def _lanes(
    between: Imports, boxes: Mapping[str, _Box], columns: int
) -> dict[tuple[str, str], float]:
    """Give each arrow a vertical lane of its own, inside of both of its boxes."""
    width = (_WIDTH - 2 * _MARGIN) / columns
    by_column: dict[int, list[tuple[str, str]]] = defaultdict(list)
    for pair in sorted(between, key=lambda pair: (_room(pair, boxes), pair)):
        left = max(boxes[name].left for name in pair)
        right = min(boxes[name].right for name in pair)
        inside = [n for n in range(columns) if left <= _MARGIN + (n + 0.5) * width <= right] or [0]
        by_column[min(inside, key=lambda n: len(by_column[n]))].append(pair)
    return {
        pair: _MARGIN + column * width + width * (place + 1) / (len(pairs) + 1)
        for column, pairs in by_column.items()
        for place, pair in enumerate(sorted(pairs))
    }


def _room(pair: tuple[str, str], boxes: Mapping[str, _Box]) -> float:
    return min(boxes[name].right - boxes[name].left for name in pair)


def _line(pair: tuple[str, str], x: float, boxes: Mapping[str, _Box]) -> str:
    start, end = boxes[pair[0]], boxes[pair[1]]
    return (
        f'<line x1="{x:.0f}" y1="{start.top + _BOX:.0f}" x2="{x:.0f}" y2="{end.top - 6:.0f}" '
        f'stroke="{start.colour}" stroke-width="2"/>'
    )


def _drawn(box: _Box, modules: int) -> str:
    middle = (box.left + box.right) / 2
    return (
        f'<rect x="{box.left:.0f}" y="{box.top:.0f}" width="{box.right - box.left:.0f}" '
        f'height="{_BOX}" rx="8" fill="#f8fafc" fill-opacity="0.92" stroke="{box.colour}" '
        'stroke-width="2"/>'
        f'<text x="{middle:.0f}" y="{box.top + 26:.0f}" text-anchor="middle" font-weight="bold" '
        f'fill="{box.colour}">{escape(box.name)}/</text>'
        f'<text x="{middle:.0f}" y="{box.top + 46:.0f}" text-anchor="middle" font-size="12" '
        f'fill="#475569">{modules} module{"" if modules == 1 else "s"}</text>'
    )


def _head(pair: tuple[str, str], x: float, number: int, boxes: Mapping[str, _Box]) -> str:
    colour, y = boxes[pair[0]].colour, boxes[pair[1]].top
    return (
        f'<path d="M{x - 6:.0f} {y - 10:.0f} L{x + 6:.0f} {y - 10:.0f} L{x:.0f} {y:.0f} Z" '
        f'fill="{colour}"/>'
        f'<text x="{x + 9:.0f}" y="{y - 12:.0f}" font-size="13" fill="{colour}">{number}</text>'
    )
