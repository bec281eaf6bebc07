"""A new rule: module, registration, cases, corpus pair and control entries, to be filled in."""

import keyword
import re
import sys
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from soc2_baseline.baseline.new import checkout, controls
from soc2_baseline.baseline.new.draft import Draft, rendered
from soc2_baseline.baseline.new.layout import listed
from soc2_baseline.baseline.new.registration import with_module
from soc2_baseline.core.errors import ConfigError
from soc2_baseline.policy_pack.catalog import BY_ID, RULES

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)+")
_LONGEST = 60
_TYPE = re.compile(r"[a-z0-9]+\.[A-Z][A-Za-z0-9]*")
_FOLDER = Path("policy_pack", "rules")
_TESTS = "tests/policy_pack/test_rules.py tests/policy_pack/test_corpus.py"
_PACKAGE = "soc2_baseline.policy_pack.rules"


def rule(rule_id: str, service: str, criteria: str, resource_type: str | None = None) -> Draft:
    """Plan the files of a rule about a service.

    Args:
        rule_id: kebab-case, the service first, then the fact that holds.
        service: a folder of ``policy_pack/rules``.
        criteria: ids of criteria, separated by commas.
        resource_type: the type to check, such as ``s3.Bucket``; else the usual one of the folder.

    Raises:
        ConfigError: everything that is wrong with the arguments.
        EnvironmentLacks: this is not a checkout.
    """
    root = checkout.root()
    names, problems = checkout.criteria_in(criteria)
    folders = checkout.packages(root / _FOLDER)
    folder = next((name for name in folders if service in (name, name.rstrip("_"))), None)
    problems = [*_id_problems(rule_id), *problems]
    if folder is None:
        problems.append(f"--service {service}: no such folder; accepted are {', '.join(folders)}")
    if resource_type and not _TYPE.fullmatch(resource_type):
        problems.append(f"--type {resource_type}: accepted is a type such as s3.Bucket")
    if problems or folder is None:
        raise ConfigError(problems)
    return _draft(root, rule_id, folder, names, resource_type or _usual_type(folder))


def _id_problems(rule_id: str) -> Iterator[str]:
    if not _ID.fullmatch(rule_id) or len(rule_id) > _LONGEST:
        yield (
            f"ID {rule_id!r}; accepted are lower-case words and digits joined by hyphens, the "
            f"service first, such as s3-tls-only, {_LONGEST} characters at most"
        )
    elif rule_id in BY_ID:
        yield f"ID {rule_id} is a rule already (`baseline explain {rule_id}`); accepted is a new id"


def _draft(
    root: Path, rule_id: str, folder: str, criteria: tuple[str, ...], resource_type: str
) -> Draft:
    rules = root / _FOLDER / folder
    module = _module(rules, rule_id, folder)
    stem = f"{folder.rstrip('_')}_{module}"
    values = {
        "id": rule_id,
        "type": resource_type,
        "other": "sqs.Queue" if resource_type != "sqs.Queue" else "s3.Bucket",
        "criteria": listed("criteria=(", _quoted(criteria), "),", indent=8),
    }
    file, cases = rules / f"{module}.py", root / "tests" / "policy_pack" / "cases" / f"{stem}.py"
    corpus = root / "tests" / "corpus" / stem
    register = rules / "__init__.py"
    source = register.read_text(encoding="utf-8")
    control_files = controls.files_of(root, criteria)
    created = {
        file: "rule/rule.py",
        cases: "rule/cases.py",
        corpus.with_suffix(".py"): "rule/corpus.py",
        corpus.with_suffix(".yaml"): "rule/corpus.yaml",
    }
    return Draft(
        {path: rendered(template, values) for path, template in created.items()},
        {
            register: with_module(source, f"{_PACKAGE}.{folder}", module),
            **{each: controls.with_entry(each, "rules", rule_id) for each in control_files},
        },
        (
            f"Write the judge and the texts of {file.relative_to(root)}.",
            f"Write the cases of {cases.relative_to(root)}.",
            f"Write the program {corpus.relative_to(root)}.py and its spoilt twin in the .yaml.",
            f"Run .venv/bin/pytest -q {_TESTS} -k '{rule_id} or {stem}' until it passes.",
            "Run make docs, then make check test (docs/add-a-rule.md).",
        ),
    )


def _quoted(names: tuple[str, ...]) -> list[str]:
    quoted = [f'"{name}"' for name in names]
    return quoted if len(quoted) > 1 else [f"{quoted[0]},"]  # a tuple of one


def _module(folder: Path, rule_id: str, service: str) -> str:
    """Return the name of the module: the fact in the id, or the whole id if that is taken."""
    whole = rule_id.replace("-", "_")
    fact = whole.removeprefix(f"{service.rstrip('_')}_")
    taken = (
        not fact.isidentifier()
        or keyword.iskeyword(fact)
        or fact in sys.stdlib_module_names
        or (folder / f"{fact}.py").exists()
    )
    return whole if taken else fact


def _usual_type(folder: str) -> str:
    """Return the type that most rules of a folder are about."""
    types = Counter(
        name
        for rule in RULES
        if rule.folder == folder.rstrip("_")
        for name in rule.types
        if _TYPE.fullmatch(name)
    )
    return types.most_common(1)[0][0] if types else "s3.Bucket"
