"""AWS Guard from npm, for comparison, if Node is installed."""

import shutil
import subprocess
from pathlib import Path

from benchmarks.packs import Pack

_SOURCE = Path(__file__).parent / "awsguard"
_START = ("node", "node_modules/@pulumi/pulumi/cmd/run-policy-pack", "127.0.0.1:0", ".")
_INSTALL = ("npm", "install", "--no-package-lock", "--no-audit", "--no-fund", "--ignore-scripts")


def awsguard(build: Path) -> Pack | None:
    """Install the pack; return None if Node or its registry is unavailable."""
    if shutil.which("node") is None or shutil.which("npm") is None:
        return None
    folder = build / "awsguard"
    shutil.copytree(_SOURCE, folder, dirs_exist_ok=True)
    if not (folder / "node_modules" / "@pulumi" / "awsguard").is_dir():
        done = subprocess.run(_INSTALL, cwd=folder, capture_output=True, check=False)
        if done.returncode:
            return None
    return Pack(folder, _START)
