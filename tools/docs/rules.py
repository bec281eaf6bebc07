"""The pages about the rules of the policy pack: a table of all, and a page for each."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from soc2_baseline.controls.catalog import load
from soc2_baseline.core.tokens import token
from soc2_baseline.policy_pack.catalog import RULES
from soc2_baseline.policy_pack.kit import Rule, StackRule
from tools.docs.corpus import Program, read
from tools.docs.examples import examples
from tools.docs.markdown import bullets, code, codes, page, table

FOLDER = "rules"
_INTRODUCTION = (
    "A rule refuses a resource; its level says whether that stops the deployment. "
    "`prod` behind a level means that the rule only warns outside that profile and is not asked "
    "under `sandbox`. "
    "Keys are the clauses of a rule, each with the argument that it asks to change. "
    "The same in the terminal: `baseline policies`, `baseline explain RULE`. "
    "Levels, options and which rules are asked: [policy settings](../policy-settings.md)."
)


def rules_page() -> str:
    """One table of all rules, by service."""
    headings = ("rule", "level", "severity", "criteria", "what holds", "keys")
    services = sorted({rule.folder for rule in RULES})
    return page(
        "Rules",
        "policy_pack/rules",
        _INTRODUCTION,
        f"{len(RULES)} rules.",
        *(
            f"## {service}\n\n"
            + table(headings, (_row(rule) for rule in _sorted() if rule.folder == service))
            for service in services
        ),
    )


def rule_pages(root: Path) -> dict[str, str]:
    """File name to text, for each rule."""
    programs = read(root)
    titles = {control.id: control.title for control in load()}
    return {
        f"{FOLDER}/{rule.id}.md": page(
            rule.id,
            f"{rule.place.partition(':')[0]} and tests/corpus",
            *_blocks(rule, titles, programs, root),
        )
        for rule in RULES
    }


def _sorted() -> list[Rule]:
    return sorted(RULES, key=lambda rule: rule.id)


def _row(rule: Rule) -> tuple[str, ...]:
    return (
        f"[{rule.id}]({FOLDER}/{rule.id}.md)",
        rule.level_in_words,
        rule.severity.value,
        " ".join(rule.criteria),
        rule.summary,
        ", ".join(rule.keys),
    )


def _blocks(
    rule: Rule, titles: dict[str, str], programs: Sequence[Program], root: Path
) -> Iterator[str]:
    yield rule.summary
    scope = ", over the whole stack" if isinstance(rule, StackRule) else ""
    facts = [
        f"Level {rule.level_in_words}, severity {rule.severity}{scope}.",
        f"Asked about {codes(token(name) for name in rule.types)}.",
    ]
    if rule.needs:
        facts.append(f"Applies where the stack's configuration has the {code(rule.needs)}.")
    yield bullets(facts)
    yield f"## Why\n\n{rule.why}"
    criteria = [f"{criterion}: {titles.get(criterion, '')}" for criterion in rule.criteria]
    yield bullets([*criteria, f"Source: {rule.reference}"])
    yield from examples(programs, rule.id, root)
    yield f"## Fix\n\n{rule.fix}"
    yield table(
        ("key", "argument to change", "mended by level `remediate`"),
        ((code(key), code(argument), _remedy(rule, key)) for key, argument in rule.keys.items()),
    )
    if rule.options:
        options = (_option(name, schema) for name, schema in rule.options.items())
        yield f"## Options\n\n{bullets(options)}"
    yield f"## Except\n\n{_exception(rule)}"


def _remedy(rule: Rule, key: str) -> str:
    prop, value = rule.remedies.get(key, (None, None))
    return f"sets {code(prop)} to {code(str(value))}" if prop else ""


def _exception(rule: Rule) -> str:
    if not rule.waivable:
        return "No exception can excuse this rule."
    key = next(iter(rule.keys))
    entry = "\n".join(
        (
            "- id: EX-1",
            f"  rule: {rule.id}",
            f"  key: {key}",
            '  scope: "*::name-of-the-resource"',
            "  reason: Why this is right here, in 20 characters or more.",
            "  owner: platform lead",
            "  approver: security lead",
            "  ticket: OPS-1",
            "  expires: 2027-01-31  # at most 90 days ahead",
        )
    )
    return f"An entry in the [exceptions file](../../exceptions.md):\n\n```text\n{entry}\n```"


def _option(name: str, schema: object) -> str:
    known = schema if isinstance(schema, dict) else {}
    words = [str(known[key]) for key in ("type", "description") if key in known]
    default = f", default {code(str(known['default']))}" if "default" in known else ""
    return f"{code(name)}: {', '.join(words)}{default}"
