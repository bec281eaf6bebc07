"""Configuration keys of the command line that nothing reads.

A program that ran is judged by the keys that it asked for. Beside these count the keys that
Pulumi.yaml declares, those that the policy pack reads, and the namespaces of providers. The
settings of our own stacks refuse an unknown key of theirs by themselves.
"""

import difflib
import os
import re
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any

from soc2_baseline.stacks.common.settings import NAMESPACE, AccountSettings

PACK_KEYS = frozenset(
    {
        "account-id",
        "allowed-regions",
        "boundary",
        "break-glass-roles",
        "objectives",
        "organization-id",
        "owns-account",
        "pooled",
        "profile",
        "recovery-region",
        "region",
        "required-tags",
        "tenant",
        "tenant-id",
        "tenants",
        "trusted-accounts",
        "unavailable-types",
    }
)
"""Keys of the namespace ``baseline`` that the pack's vocabulary is read from."""

_SOURCES = (".py", ".ts", ".js", ".go", ".cs", ".java")
_OF_OTHERS = ("node_modules", "venv")


class ConfigReads(dict[str, str]):
    """A program's configuration that records which keys are asked for.

    Attributes:
        asked: full keys that were asked for by name, whether or not they have a value.
        whole: whether all keys were read at once, as the settings of our stacks are.
    """

    def __init__(self, values: Any = ()) -> None:
        super().__init__(values)
        self.asked: set[str] = set()
        self.whole = False

    def __contains__(self, key: object) -> bool:
        self.asked.add(str(key))
        return super().__contains__(key)

    def items(self) -> Any:
        """Return all keys with their values."""
        self.whole = True
        return super().items()


def unread(
    given: Iterable[str], project: str, declared: Collection[str], reads: ConfigReads
) -> list[str]:
    """Return one sentence for each given key that nothing reads.

    Args:
        given: keys as the user wrote them.
        project: the project's name, the namespace of keys without one.
        declared: full keys that Pulumi.yaml declares.
        reads: the configuration that the program was run with.
    """
    pack = {f"{NAMESPACE}:{key}" for key in PACK_KEYS}
    read = {*declared, *reads.asked, *pack}
    own = {project, NAMESPACE}
    problems = []
    for key in given:
        full = full_key(key, project)
        space = full.partition(":")[0]
        settings = space == NAMESPACE and reads.whole
        provider = space not in own and not difflib.get_close_matches(space, own, cutoff=0.8)
        if full not in read and not settings and not provider:
            known = (
                read | {f"{NAMESPACE}:{name}" for name in setting_keys()} if reads.whole else read
            )
            problems.append(_sentence(key, full, project, known))
    return problems


def misplaced(
    given: Iterable[str], project: str, declared: Collection[str], folder: Path
) -> list[str]:
    """Return one sentence for each given key that is surely meant for the namespace ``baseline``.

    The program need not have run: only keys count that are settings of the baseline, that the
    project does not declare, and that no source file in its folder quotes.
    """
    if not any(key.startswith(f"{NAMESPACE}:") for key in declared):
        return []
    settings = setting_keys() | PACK_KEYS
    known = {f"{NAMESPACE}:{setting}" for setting in settings}
    problems = []
    for key in given:
        full = full_key(key, project)
        space, _, name = full.partition(":")
        suspicious = name in settings and space == project != NAMESPACE and full not in declared
        if suspicious and not _quoted(name, folder):
            problems.append(_sentence(key, full, project, known))
    return problems


def _quoted(name: str, folder: Path) -> bool:
    """Return whether a source file in the folder quotes a name."""
    pattern = re.compile(rf"[\"'`]{re.escape(name)}[\"'`]")
    for where, folders, files in os.walk(folder):
        folders[:] = [f for f in folders if f[0] not in "._" and f not in _OF_OTHERS]
        for file in files:
            if file.endswith(_SOURCES):
                text = Path(where, file).read_text(encoding="utf-8", errors="replace")
                if pattern.search(text):
                    return True
    return False


def full_key(key: str, project: str) -> str:
    """Return a key with its namespace, the project's unless it has one."""
    return key if ":" in key else f"{project}:{key}"


def setting_keys() -> set[str]:
    """Return the settings of all stacks of ours whose models are loaded."""
    return {
        field.alias or name
        for model in _models(AccountSettings)
        for name, field in model.model_fields.items()
    }


def _models(model: type[AccountSettings]) -> Iterator[type[AccountSettings]]:
    yield model
    for child in model.__subclasses__():
        yield from _models(child)


def _sentence(given: str, full: str, project: str, known: Collection[str]) -> str:
    meant = _meant(full, known)
    hint = f"did you mean {meant}? " if meant else ""
    return (
        f"--config {given}: nothing in project {project} reads {full}; {hint}"
        "If another program reads it, declare it under config: in Pulumi.yaml"
    )


def _meant(full: str, known: Collection[str]) -> str | None:
    """Return the known key with the same name elsewhere, else with the most similar name."""
    by_name: dict[str, str] = {}
    space, _, name = full.partition(":")
    for key in sorted(known, key=lambda key: (key.partition(":")[0] != space, key)):
        if key != full:
            by_name.setdefault(key.partition(":")[2], key)
    near = [name] if name in by_name else difflib.get_close_matches(name, by_name, n=1)
    return by_name[near[0]] if near else None
