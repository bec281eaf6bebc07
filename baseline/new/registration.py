"""The ``__init__`` of a folder of rules: imports its modules and joins their RULES."""

import ast

from soc2_baseline.baseline.new.layout import listed


def with_module(source: str, package: str, module: str) -> str:
    """Return the source of a folder's ``__init__`` with one more module of rules in it.

    The formatting is that of ``ruff format``. A comment in the tuple says what has to be last in
    it, so the new rules are put first there.
    """
    tree = ast.parse(source)
    imports = next(
        node for node in tree.body if isinstance(node, ast.ImportFrom) and node.module == package
    )
    rules = next(node for node in tree.body if _assigns_rules(node))
    names = sorted({module, *(alias.name for alias in imports.names)})
    lines = source.splitlines()
    parts = [
        (imports, listed(f"from {package} import ", names)),
        (rules, _joined(_text(lines, rules), rules, module)),
    ]
    for node, text in sorted(parts, key=lambda part: -part[0].lineno):
        lines[node.lineno - 1 : node.end_lineno] = text.splitlines()
    return "\n".join(lines) + "\n"


def _assigns_rules(node: ast.stmt) -> bool:
    return isinstance(node, ast.Assign) and [ast.unparse(t) for t in node.targets] == ["RULES"]


def _text(lines: list[str], node: ast.stmt) -> str:
    return "\n".join(lines[node.lineno - 1 : node.end_lineno])


def _joined(text: str, rules: ast.stmt, module: str) -> str:
    entry = f"*{module}.RULES"
    if "#" in text:
        return text.replace("(\n", f"(\n    {entry},\n", 1)
    value = rules.value if isinstance(rules, ast.Assign) else None
    elements = value.elts if isinstance(value, ast.Tuple) else []
    present = [ast.unparse(element) for element in elements]
    if value is not None and not present:  # RULES = module.RULES
        present = [f"*{ast.unparse(value)}"]
    return listed("RULES = (", [*present, entry], ")")
