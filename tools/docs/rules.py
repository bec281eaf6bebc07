"""The table of all rules, and the page of one rule."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from soc2_baseline.controls.catalog import load
from soc2_baseline.core.tokens import token
from soc2_baseline.policy_pack.catalog import BY_ID, RULES
from soc2_baseline.policy_pack.kit import Rule, StackRule
from tools.docs.corpus import Program, read
from tools.docs.examples import examples
from tools.docs.markdown import bullets, code, codes, page, table

_INTRODUCTION = (
    "A rule checks resources; its level says whether a violation stops the deployment. "
    "`prod` behind a level: outside that profile the rule only warns, and under `sandbox` it is "
    "skipped. `baseline explain RULE --examples` prints a rule with its reason, fix, keys, "
    "options and examples; `make site` builds the same as one page per rule. "
    "Levels, options and the selection of rules: [policy settings](../policy-settings.md)."
)


def rules_page() -> str:
    """Return the page with one table of all rules, by service."""
    headings = ("rule", "what holds", "severity", "level", "criteria", "service", "source")
    return page(
        "Rules",
        "policy_pack/rules",
        _INTRODUCTION,
        f"{len(RULES)} rules.",
        table(headings, map(_row, sorted(RULES, key=lambda rule: (rule.folder, rule.id)))),
    )


def source_of(rule: Rule) -> str:
    """Return the path of the file that defines a rule, from the root of the repository."""
    return rule.place.partition(":")[0]


def rule_page(root: Path, rule_id: str) -> str:
    """Return the page of one rule, with examples from the corpus of a checkout."""
    return _page(BY_ID[rule_id], _titles(), read(root), root)


def rule_pages(root: Path) -> dict[str, str]:
    """Return the pages of all rules by rule id."""
    programs, titles = read(root), _titles()
    return {rule.id: _page(rule, titles, programs, root) for rule in RULES}


def _titles() -> dict[str, str]:
    return {control.id: control.title for control in load()}


def _row(rule: Rule) -> tuple[str, ...]:
    source = source_of(rule)
    return (
        code(rule.id),
        rule.summary,
        rule.severity.value,
        rule.level_in_words,
        " ".join(rule.criteria),
        rule.folder,
        f"[{source.removeprefix('policy_pack/rules/')}](../../{source})",
    )


def _page(rule: Rule, titles: Mapping[str, str], programs: Sequence[Program], root: Path) -> str:
    return page(rule.id, source_of(rule), *_blocks(rule, titles, programs, root))


def _blocks(
    rule: Rule, titles: Mapping[str, str], programs: Sequence[Program], root: Path
) -> Iterator[str]:
    yield rule.summary
    scope = ", over the whole stack" if isinstance(rule, StackRule) else ""
    facts = [
        f"Level {rule.level_in_words}, severity {rule.severity}{scope}.",
        f"Checks {codes(token(name) for name in rule.types)}.",
        f"Source file: {code(source_of(rule))}.",
    ]
    if rule.needs:
        facts.append(f"Applies if the stack's configuration has the {code(rule.needs)}.")
    yield bullets(facts)
    yield f"## Why\n\n{rule.why}"
    criteria = [f"{code(criterion)}: {titles.get(criterion, '')}" for criterion in rule.criteria]
    yield bullets([*criteria, f"Reference: {rule.reference}"])
    yield from examples(programs, rule.id, root)
    yield f"## Fix\n\n{rule.fix}"
    yield table(
        ("key", "argument to change", "set by level `remediate`"),
        ((code(key), code(argument), _remedy(rule, key)) for key, argument in rule.keys.items()),
    )
    if rule.options:
        options = (_option(name, schema) for name, schema in rule.options.items())
        yield f"## Options\n\n{bullets(options)}"
    yield f"## Except\n\n{_exception(rule)}"


def _remedy(rule: Rule, key: str) -> str:
    prop, value = rule.remedies.get(key, (None, None))
    return f"{code(prop)} to {code(str(value))}" if prop else ""


def _exception(rule: Rule) -> str:
    if not rule.waivable:
        return "No exception can excuse this rule."
    return (
        f"An entry in the exceptions file with `rule: {rule.id}` and one of the keys above: "
        "[exceptions](../../exceptions.md)."
    )


def _option(name: str, schema: object) -> str:
    known = schema if isinstance(schema, dict) else {}
    words = [str(known[key]) for key in ("type", "description") if key in known]
    default = f", default {code(str(known['default']))}" if "default" in known else ""
    return f"{code(name)}: {', '.join(words)}{default}"
