"""Resource types that carry tags: a list made from the SDK's sources.

The list is made by ``python -m baseline.knowledge.taggable``; a test compares it with the
installed SDK. The sources are read as text because importing every module takes half a minute.
"""

import importlib.util
import json
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

from soc2_baseline.core.tokens import canonical

FILE = Path(__file__).with_suffix(".txt")

_TOKEN = re.compile(
    r'^@pulumi\.type_token\("(aws:[^"]+)"\)\nclass \w+\(pulumi\.CustomResource\)', re.M
)
_TAGS = re.compile(r"^ +tags: pulumi\.Input\[Optional\[Mapping\[", re.M)
_TAGS_ALL = re.compile(r"^ +tags_all: pulumi\.Input\[", re.M)
"""Only where the provider merges its default tags are they tags in the usual sense."""


@cache
def taggable_types() -> frozenset[str]:
    """Return the canonical tokens of the types that carry tags."""
    lines = FILE.read_text(encoding="utf-8").splitlines()
    return frozenset(line for line in lines if line and not line.startswith("#"))


def listing() -> str:
    """Build the list for the installed SDK."""
    folder = _sdk()
    version = json.loads((folder / "pulumi-plugin.json").read_text(encoding="utf-8"))["version"]
    header = f"# Resource types of pulumi-aws {version} that carry tags."
    return "\n".join([header, *sorted(set(_read(folder))), ""])


def _sdk() -> Path:
    spec = importlib.util.find_spec("pulumi_aws")
    if spec is None or spec.origin is None:
        raise ModuleNotFoundError("pulumi_aws is not installed")
    return Path(spec.origin).parent


def _read(folder: Path) -> Iterator[str]:
    for file in folder.rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        if _TAGS.search(source) and _TAGS_ALL.search(source):
            yield from (canonical(token) for token in _TOKEN.findall(source))


if __name__ == "__main__":
    FILE.write_text(listing(), encoding="utf-8")
