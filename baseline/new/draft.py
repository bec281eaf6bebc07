"""Files that a generator is about to write: checked together, then written together."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from string import Template

from soc2_baseline.core.errors import ConfigError, EnvironmentLacks

_TEMPLATES = Path(__file__).parent / "templates"


@dataclass(frozen=True)
class Draft:
    """The text of files to create and of files to change, by path.

    Args:
        created: files that must not be there yet.
        changed: files that are there and get a new text.
        steps: what the user does next, one sentence or command each.
    """

    created: Mapping[Path, str]
    changed: Mapping[Path, str] = field(default_factory=dict)
    steps: tuple[str, ...] = ()

    def write(self) -> None:
        """Write all files, or none of them if one is already there.

        Raises:
            ConfigError: a file to create is already there.
            EnvironmentLacks: the file system refuses to write.
        """
        taken = [file for file in self.created if file.exists()]
        if taken:
            raise ConfigError(f"{file} is already there; accepted is a new file" for file in taken)
        for file, text in (*self.created.items(), *self.changed.items()):
            try:
                file.parent.mkdir(parents=True, exist_ok=True)
                file.write_text(text, encoding="utf-8")
            except OSError as error:
                raise EnvironmentLacks(
                    f"{file}: cannot be written ({error.strerror}); accepted is a folder in which "
                    "you may write"
                ) from error


def rendered(template: str, values: Mapping[str, str]) -> str:
    """Return a template of this folder with its ``$placeholders`` filled in."""
    text = (_TEMPLATES / f"{template}.txt").read_text(encoding="utf-8")
    return Template(text).substitute(values)
