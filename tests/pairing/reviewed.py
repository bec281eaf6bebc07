"""The reviewed results of breaking each default, in three files beside this one.

``pairing.yaml`` lists under ``fires`` what fires for a default, way by way, one line each, and
under ``silent`` the number of further defaults of each component, for which nothing fires.
"""

from collections import Counter
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

import yaml

from soc2_baseline.core.iam.statements import like

HERE = Path(__file__).parent
PAIRING, VALUES, REASONS = (HERE / f"{name}.yaml" for name in ("pairing", "values", "reasons"))
_HEAD = """\
# Written by `BASELINE_GOLDEN=write pytest tests/pairing`; review the difference.
# fires: default, broken in a way: the rules and keys that report it.
# silent: the number of other defaults of each component; reasons.yaml has the reasons.
"""

Fired = dict[str, dict[str, list[str]]]


def summary(fired: Fired) -> dict[str, Any]:
    """Return the tree of ``pairing.yaml``: all defaults that draw something, the others counted."""
    silent = Counter(name.partition("/")[0] for name, ways in fired.items() if not ways)
    return {
        "fires": {name: ways for name, ways in fired.items() if ways},
        "silent": dict(silent),
    }


def write_pairing(tree: Mapping[str, Any], file: Path = PAIRING) -> None:
    """Write the tree with one line for each default."""
    lines = [f"{part}:\n{_entries(tree[part])}" for part in ("fires", "silent")]
    file.write_text(_HEAD + "".join(lines), encoding="utf-8")


def write_values(tree: Mapping[str, Any], file: Path = VALUES) -> None:
    """Write the values of the guarded defaults, one line each."""
    text = yaml.safe_dump({name: tree[name] for name in sorted(tree)}, sort_keys=False, width=1000)
    file.write_text(text, encoding="utf-8")


def read(file: Path) -> Any:
    """Return the tree of a file."""
    return yaml.safe_load(file.read_text(encoding="utf-8"))


def reasoned(
    entries: Iterable[Mapping[str, str]], names: Iterable[str]
) -> tuple[list[str], list[str]]:
    """Return the names without a reason, and the patterns that are the first fit of no name."""
    patterns = [pattern for entry in entries for pattern in entry["names"].split()]
    first = {name: next((p for p in patterns if like(p, name)), None) for name in names}
    used = set(first.values())
    return [name for name in first if first[name] is None], [p for p in patterns if p not in used]


def _entries(tree: Mapping[str, Any]) -> str:
    return "".join(f"  {_flow(name)}: {_flow(tree[name])}\n" for name in sorted(tree))


def _flow(value: Any) -> str:
    text = yaml.safe_dump(value, default_flow_style=True, width=10_000, sort_keys=False)
    return text.removesuffix("\n").removesuffix("\n...")
