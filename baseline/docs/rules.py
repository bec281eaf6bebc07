"""The page about the rules of the policy pack."""

from baseline.docs.markdown import bullets, code, codes, page, table
from policy_pack.catalog import RULES
from policy_pack.rule import Rule, StackRule
from policy_pack.tokens import token

_INTRODUCTION = (
    "A rule refuses a resource; its level says whether that stops the deployment. "
    "`prod` behind a level means that the rule only warns outside that profile and is not asked "
    "under `sandbox`. "
    "Keys are the clauses of a rule, each with the argument that it asks to change. "
    "The same in the terminal: `baseline policies`, `baseline explain RULE`."
)


def rules_page() -> str:
    """One table of all rules, then what to do about each."""
    headings = ("rule", "level", "severity", "criteria", "what holds", "keys")
    rules = sorted(RULES, key=lambda rule: rule.id)
    return page(
        "Rules",
        "policy_pack/rules",
        _INTRODUCTION,
        f"{len(rules)} rules.",
        table(headings, (_row(rule) for rule in rules)),
        *(_section(rule) for rule in rules),
    )


def _row(rule: Rule) -> tuple[str, ...]:
    return (
        f"[{rule.id}](#{rule.id})",
        f"{rule.level}{' (prod)' if rule.prod_floor else ''}",
        rule.severity.value,
        " ".join(rule.criteria),
        rule.summary,
        ", ".join(f"{key}: {code(argument)}" for key, argument in rule.keys.items()),
    )


def _section(rule: Rule) -> str:
    scope = " over the whole stack" if isinstance(rule, StackRule) else ""
    lines = [
        f"Fix: {rule.fix}",
        f"Asked{scope} about: {codes(token(name) for name in rule.types)}",
        f"Source: {rule.reference}",
    ]
    if rule.needs:
        lines.append(f"Applies where the stack's configuration has the {rule.needs}.")
    lines += [f"Option {_option(name, schema)}" for name, schema in rule.options.items()]
    return f"## {rule.id}\n\n{bullets(lines)}"


def _option(name: str, schema: object) -> str:
    known = schema if isinstance(schema, dict) else {}
    words = [str(known[key]) for key in ("type", "description") if key in known]
    default = f", default {code(str(known['default']))}" if "default" in known else ""
    return f"{code(name)}: {', '.join(words)}{default}"
