"""The files of the repository: what a clone of it has."""

import shutil
import subprocess
from pathlib import Path

ROOT = Path(__file__).parents[2]


def files(*patterns: str) -> list[Path]:
    """Files that git tracks or would add; all of them, or those that match a pattern."""
    listed = subprocess.run(
        ["git", "ls-files", "-z", "-co", "--exclude-standard", "--", *patterns],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=True,
    )
    found = {ROOT / name for name in listed.stdout.split("\0") if name}
    return sorted(file for file in found if file.is_file())


def copy(folder: Path) -> None:
    """Copy the repository as a clone has it, links as links."""
    for link in (ROOT / "soc2_baseline").iterdir():
        if link.is_symlink():
            target = folder / link.relative_to(ROOT)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.symlink_to(link.readlink())
    for file in files():
        target = folder / file.relative_to(ROOT)
        target.parent.mkdir(parents=True, exist_ok=True)
        shutil.copy2(file, target)


def text_of(file: Path) -> str:
    """The text of a file; nothing for a binary one."""
    try:
        return file.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        return ""


def fenced(file: Path, language: str) -> list[str]:
    """The fenced blocks of a Markdown file in a language."""
    blocks: list[str] = []
    lines: list[str] | None = None
    for line in text_of(file).splitlines():
        if lines is None and line.strip() == f"```{language}":
            lines = []
        elif lines is not None and line.strip() == "```":
            blocks.append("\n".join(lines))
            lines = None
        elif lines is not None:
            lines.append(line)
    return blocks
