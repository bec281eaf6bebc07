"""Checks on arguments that hold for every component.

Arguments are TypedDicts, because Pulumi's schema inference understands them and hands dataclasses
over as plain dicts; at run time a TypedDict checks nothing, so this does.
"""

import re
from collections.abc import Mapping
from typing import Any, Final

from soc2_baseline.core.errors import ConfigError

ACCOUNT_ID: Final = re.compile(r"\d{12}")
EMAIL: Final = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")
ORGANIZATION_ID: Final = re.compile(r"o-[a-z0-9]{10,32}")


def check_keys(args: Mapping[str, Any], typed_dict: type, place: str) -> None:
    """Refuse unknown and missing arguments.

    Raises:
        ConfigError: each unknown argument with the accepted ones, each missing one.
    """
    accepted = frozenset(typed_dict.__annotations__)
    required: frozenset[str] = typed_dict.__required_keys__  # type: ignore[attr-defined]
    problems = [
        f"{place}: argument {name!r} is unknown; accepted are {', '.join(sorted(accepted))}"
        for name in args
        if name not in accepted
    ]
    problems += [
        f"{place}: argument {name!r} is missing" for name in sorted(required - args.keys())
    ]
    if problems:
        raise ConfigError(problems)
