"""A check of exception registers without a stack: ``python -m tools.docs.exceptions_lint FILE…``.

Reads the registers as ``core.exceptions`` does, and checks the dates of expiry, too.
"""

import sys
from collections.abc import Iterable
from pathlib import Path

from soc2_baseline.core.errors import BaselineError
from soc2_baseline.core.exceptions import LONGEST_DAYS, Register, load
from soc2_baseline.core.vocabulary import ExitCode

DEFAULT = Path("policy_pack", "exceptions.yaml")


def problems(files: Iterable[Path]) -> list[str]:
    """Return a sentence for each problem of the registers; a missing file is fine."""
    found: list[str] = []
    for file in files:
        if not file.exists():
            continue
        try:
            found += _about_expiry(load(file))
        except BaselineError as error:
            found += str(error).splitlines()
    return found


def _about_expiry(register: Register) -> list[str]:
    found: list[str] = []
    for waiver in register.waivers:
        left = waiver.days_left(register.today)
        place = f"{register.source}: {waiver.id}: expires {waiver.expires.isoformat()}"
        if left < 0:
            found.append(f"{place}, which is past; remove the entry or have it approved again")
        elif left > LONGEST_DAYS:
            found.append(f"{place}, in {left} days; accepted are {LONGEST_DAYS} at most")
    return found


def main(arguments: list[str]) -> int:
    """Print the problems and return the exit code."""
    found = problems([Path(name) for name in arguments] or [DEFAULT])
    for problem in found:
        sys.stderr.write(f"{problem}\n")
    return ExitCode.USAGE if found else ExitCode.FINE


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
