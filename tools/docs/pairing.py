"""The page that pairs each secure default of a component with the rules that guard it."""

import re
from collections.abc import Mapping
from itertools import groupby
from pathlib import Path
from typing import Any

import yaml

from soc2_baseline.policy_pack.catalog import RULES
from tools.docs.markdown import codes, page, table

FOLDER = Path("tests", "pairing")
_INTRODUCTION = (
    "A test breaks each default of each component alone, in every way that fits it, and asserts "
    "which rules fire. A default is what a component sets on a resource: `component`, then "
    "`resource(part)/property`, with statements of policies by their Sid; without a property it is "
    "the resource as a whole. "
    "Ways: `absent`, `flipped`, `low`, `high`, `other`, `anywhere` for a property; `gone`, "
    "`anyone`, `anything`, `everywhere`, `always` (without its condition) for a statement; `gone` "
    "for a resource."
)


def pairing_page(root: Path) -> str:
    """Guarded defaults by component, then what no rule guards and what no component exercises."""
    folder = root / FOLDER
    if not folder.is_dir():
        return page("Pairing", FOLDER.as_posix(), _INTRODUCTION)
    fired = yaml.safe_load((folder / "pairing.yaml").read_text(encoding="utf-8"))
    reasons = yaml.safe_load((folder / "reasons.yaml").read_text(encoding="utf-8"))
    guarded = {name: rules for name, ways in fired.items() if (rules := guards(ways))}
    open_ = [name for name in fired if name not in guarded]
    unexercised = [
        f"{rule.folder}/{rule.id}"
        for rule in sorted(RULES, key=lambda rule: (rule.folder, rule.id))
        if not any(rule.id in rules for rules in guarded.values())
    ]
    return page(
        "Pairing",
        FOLDER.as_posix(),
        _INTRODUCTION,
        f"{len(fired)} defaults, {len(guarded)} guarded by {len(RULES) - len(unexercised)} rules.",
        *_components(guarded, fired),
        "## Defaults that no rule guards",
        _reasoned(open_, reasons["unguarded"], "default"),
        "## Rules that no component exercises",
        _reasoned(unexercised, reasons["unexercised"], "rule"),
    )


def _components(guarded: Mapping[str, list[str]], fired: Mapping[str, Any]) -> list[str]:
    blocks = []
    for component, names in groupby(sorted(guarded), key=lambda name: name.partition("/")[0]):
        rows = [
            (
                f"`{name.partition('/')[2]}`",
                ", ".join(way for way, what in fired[name].items() if guards({way: what})),
                ", ".join(f"[{rule}](rules/{rule}.md)" for rule in guarded[name]),
            )
            for name in names
        ]
        blocks.append(f"## {component}\n\n{table(('default', 'broken as', 'stopped by'), rows)}")
    return blocks


def guards(ways: Mapping[str, list[str]]) -> list[str]:
    """The rules that surely fire; what a preview cannot tell yet counts for nothing here."""
    found = {what.partition("[")[0] for fired in ways.values() for what in fired if what[-1] == "]"}
    return sorted(found)


def _reasoned(names: list[str], reasons: list[Mapping[str, str]], what: str) -> str:
    """One row a reason, with the names that it is the first to fit."""
    by_reason: dict[str, list[str]] = {}
    for name in names:
        reason = next((r["reason"] for r in reasons if re.search(r["match"], name)), "(none)")
        by_reason.setdefault(reason, []).append(name)
    rows = [(reason, codes(by_reason[reason])) for reason in by_reason]
    return table(("reason", f"{what}s"), rows)
