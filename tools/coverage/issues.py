"""Issue texts for moto, one Markdown file beside each stand-in.

A file holds a title, what AWS does and moto does not, a reproduction for boto3, and what it raises
in moto. The rest of the printed text is derived: operations, links, moto's version.
"""

import importlib.metadata
import pkgutil
import re
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path

from botocore.session import get_session

from soc2_baseline.baseline.sandbox import stand_ins
from soc2_baseline.baseline.sandbox.contract import StandIn

FOLDER = Path(stand_ins.__file__).parent
_FILE = re.compile(
    r"# (?P<title>.+)\n\n(?P<text>.+?)\n\n"
    r"```python\n(?P<reproduction>.+?)\n```\n\n```text\n(?P<answer>.+?)\n```\n",
    re.DOTALL,
)
_REFERENCE = "https://docs.aws.amazon.com/goto/WebAPI"


@dataclass(frozen=True)
class Issue:
    """One issue text for moto.

    Attributes:
        module: name of the stand-in's module.
        stand_in: the stand-in that fills the gap.
        title: title of the issue.
        text: what AWS does and moto does not, in Markdown.
        reproduction: Python that raises in moto and runs to its end in AWS.
        answer: what the reproduction raises in moto: the exception, and its message as far as it
            is the same each time.
    """

    module: str
    stand_in: StandIn
    title: str
    text: str
    reproduction: str
    answer: str

    def markdown(self) -> str:
        """Return the issue as it can be posted."""
        operations = ", ".join(
            f"[{name}]({reference(self.stand_in.service, name)})"
            for name in sorted(self.stand_in.operations)
        )
        version = importlib.metadata.version("moto")
        return (
            f"# {self.title}\n\n{self.text}\n\nOperations: {operations}\n\n"
            f"```python\n{self.reproduction}\n```\n\n"
            f"moto {version} raises:\n\n```text\n{self.answer}\n```\n"
        )


def load() -> tuple[Issue, ...]:
    """Read the issue text of each stand-in.

    Raises:
        ValueError: a file does not have the four parts.
        OSError: a stand-in has no file.
    """
    return tuple(_read(name) for name in modules())


def modules() -> tuple[str, ...]:
    """List the modules of the stand-ins."""
    return tuple(sorted(module.name for module in pkgutil.iter_modules([str(FOLDER)])))


def reference(service: str, operation: str) -> str:
    """Return the address of an operation in AWS's API reference, as boto3's pages link it."""
    return f"{_REFERENCE}/{_uid(service)}/{operation}"


def markdown(issues: tuple[Issue, ...]) -> str:
    """Join issues to one text."""
    return "\n---\n\n".join(issue.markdown() for issue in issues)


@cache
def _uid(service: str) -> str:
    return str(get_session().get_service_model(service).metadata["uid"])


def _read(module: str) -> Issue:
    file = FOLDER / f"{module}.md"
    parts = _FILE.fullmatch(file.read_text(encoding="utf-8"))
    if parts is None:
        raise ValueError(
            f"{file.name} is not an issue text; write a title, a paragraph, "
            "a block of python and a block of text"
        )
    stand_in = import_module(f"{stand_ins.__name__}.{module}").STAND_IN
    return Issue(module=module, stand_in=stand_in, **parts.groupdict())
