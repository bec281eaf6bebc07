"""Every error that this project raises on purpose.

* BaselineError
  x ConfigError        settings, arguments or a file of the user are wrong   (exit 2)
  x EnvironmentLacks   a program, a port or a folder is missing              (exit 2)
  x Unreadable         something could not be read or determined             (exit 3)
"""

from collections.abc import Iterable


class BaselineError(Exception):
    """The root of the tree above; ``exit_code`` is what the command line ends with."""

    exit_code = 2


class ConfigError(BaselineError):
    """One or more mistakes in what a user wrote, reported together.

    Args:
        problems: one sentence each, naming the place, the value and what is accepted.
    """

    def __init__(self, problems: str | Iterable[str]) -> None:
        self.problems = (problems,) if isinstance(problems, str) else tuple(problems)
        super().__init__("\n".join(self.problems))


class EnvironmentLacks(BaselineError):
    """Something outside the project is missing; the sentence names it and the remedy."""


class Unreadable(BaselineError):
    """An input or an answer that could not be read, so nothing can be said about it."""

    exit_code = 3
