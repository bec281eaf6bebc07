"""A group of commands whose modules are imported when a command is called, not for the help."""

from collections.abc import Callable
from dataclasses import dataclass
from importlib import import_module
from importlib.util import find_spec
from typing import Any, ClassVar, Protocol

import typer
from typer.core import TyperCommand, TyperGroup
from typer.main import get_command, get_group


class _Runnable(Protocol):
    """A command that typer has built."""

    name: str | None


@dataclass(frozen=True, slots=True)
class Lazy:
    """A command or a group of commands that is not imported yet.

    Attributes:
        target: ``module:attribute``, a function or a ``typer.Typer``.
        help: its line in the list of commands.
        needs: modules of an extra that it uses later on, so that a missing one is reported first.
    """

    target: str
    help: str
    needs: tuple[str, ...] = ()

    def load(self, name: str) -> Any:
        """Import the command.

        Raises:
            ModuleNotFoundError: it needs a module that is not installed.
        """
        for module in self.needs:
            if find_spec(module) is None:
                raise ModuleNotFoundError(f"No module named {module!r}", name=module)
        module, _, attribute = self.target.partition(":")
        return _built(name, getattr(import_module(module), attribute))


class LazyGroup(TyperGroup):
    """A group that lists its commands from ``lazy`` and imports the one that is called."""

    lazy: ClassVar[dict[str, Lazy]] = {}

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        for name, command in self.lazy.items():
            self.add_command(TyperCommand(name, help=command.help))

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Return the command that the arguments name, imported."""
        name, command, rest = super().resolve_command(ctx, args)
        if name in self.lazy:
            command = self.lazy[name].load(name)
        return name, command, rest


def _built(name: str, found: typer.Typer | Callable[..., Any]) -> _Runnable:
    if isinstance(found, typer.Typer):
        group: _Runnable = get_group(found)
        return group
    single = typer.Typer(add_completion=False, pretty_exceptions_enable=False)
    single.command(name)(found)
    command: _Runnable = get_command(single)
    return command
