"""The package as a user has it: built from a copy of the tree, installed into an environment."""

import os
import subprocess
import sys
import zipfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.project.files import ROOT, copy

UV = Path(sys.prefix) / "bin" / "uv"
OURS = ("VIRTUAL_ENV", "PYTHONPATH", "PYTHONHOME")


def run(
    command: Sequence[object], cwd: Path, *, code: int = 0, **environment: str
) -> subprocess.CompletedProcess[str]:
    """Run a command without our own environment's variables; it must end with ``code``."""
    kept = {name: value for name, value in os.environ.items() if name not in OURS}
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env={**kept, "COLUMNS": "200", "NO_COLOR": "1", **environment},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == code, f"{command}: {done.stdout}{done.stderr}"
    return done


@dataclass(frozen=True)
class Built:
    """The wheel as built from the tree, and the one built from the source distribution."""

    wheel: Path
    from_source: Path

    @staticmethod
    def names(wheel: Path) -> set[str]:
        """The files in a wheel."""
        with zipfile.ZipFile(wheel) as archive:
            return set(archive.namelist())


def build(folder: Path) -> Built:
    """Build both in a copy of the tree, so that nothing of an earlier build gets in."""
    tree = folder / "tree"
    copy(tree)
    command = [UV, "build", "--no-build-isolation", "--python", sys.executable, "--quiet"]
    run([*command, "--wheel", "--out-dir", folder / "direct"], tree)
    run([*command, "--out-dir", folder / "source"], tree)  # a wheel made from an sdist
    (direct,) = (folder / "direct").glob("*.whl")
    (source,) = (folder / "source").glob("*.whl")
    return Built(direct, source)


@dataclass(frozen=True)
class Environment:
    """A virtual environment that holds the wheel, apart from ours."""

    folder: Path

    @property
    def python(self) -> Path:
        """The interpreter."""
        return self.folder / "bin" / "python"

    @property
    def packages(self) -> Path:
        """The folder of installed packages."""
        (found,) = self.folder.glob("lib/python*/site-packages")
        return found

    def megabytes(self) -> float:
        """Return the size of what is installed, without bytecode and pip."""
        files = [file for file in self.packages.rglob("*") if file.is_file()]
        counted = [
            file
            for file in files
            if file.suffix != ".pyc"
            and not file.relative_to(self.packages).parts[0].startswith("pip")
        ]
        return sum(file.stat().st_size for file in counted) / 1_000_000

    @classmethod
    def core(cls, folder: Path, wheel: Path) -> "Environment":
        """Make one with the locked core requirements and the wheel, and nothing else."""
        made = cls._new(folder)
        made._install("--require-hashes", "-r", ROOT / "requirements.txt")
        made._install("--no-deps", wheel)
        return made

    @classmethod
    def with_command(cls, folder: Path, wheel: Path) -> "Environment":
        """Make one with the extra ``cli``, in the versions of the lock file."""
        made = cls._new(folder)
        wanted = f"soc2-baseline[cli] @ {wheel.as_uri()}"
        made._install("-c", ROOT / "requirements-dev.txt", wanted)
        return made

    @classmethod
    def _new(cls, folder: Path) -> "Environment":
        # The engine's language host asks pip which plugins a program needs.
        run([sys.executable, "-m", "venv", folder], folder.parent)
        return cls(folder)

    def _install(self, *arguments: str | Path) -> None:
        command = [UV, "pip", "install", "--quiet", "--link-mode", "hardlink"]
        run([*command, "--python", self.python, *arguments], self.folder)
