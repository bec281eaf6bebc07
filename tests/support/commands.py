"""The command line as a user runs it."""

import os
import subprocess
import sys
from pathlib import Path

from tests.support.schemas import check_printed


def baseline(
    *arguments: str, code: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run ``baseline``; it must end with ``code``."""
    command = [str(Path(sys.executable).with_name("baseline")), *arguments]
    done = subprocess.run(
        command,
        env={**os.environ, "COLUMNS": "200", "NO_COLOR": "1", **environment},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, done.stdout + done.stderr
    check_printed(done.stdout)
    return done
