"""The project's own files, read once for all conventions."""

import ast
import shutil
import subprocess
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
# What Django names, and what Django writes.
DJANGOS_OWN = {"migrations", "management", "commands", "templatetags"}


@dataclass(frozen=True)
class Source:
    """A Python file of ours; `name` is its path below the project's folder."""

    name: str
    text: str
    tree: ast.Module

    def place(self, node: ast.expr | ast.stmt | ast.excepthandler) -> str:
        return f"{self.name}:{node.lineno}"


def sources(*folders: str) -> list[Source]:
    """Every Python file below `folders` that a person has written."""
    return [
        _source(path)
        for folder in folders
        for path in sorted((ROOT / folder).rglob("*.py"))
        if "migrations" not in path.parts
    ]


@cache
def _source(path: Path) -> Source:
    text = path.read_text("utf-8")
    return Source(path.relative_to(ROOT).as_posix(), text, ast.parse(text))


@cache
def committed_files() -> tuple[Path, ...]:
    """Every file under version control, or that would be: new ones too."""
    names = _known_to_git() if shutil.which("git") and (ROOT / ".git").exists() else _walked()
    return tuple(path for name in names if name and (path := ROOT / name).is_file())


def _known_to_git() -> list[str]:
    listed = subprocess.run(
        ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"],
        cwd=ROOT,
        capture_output=True,
        check=True,
    )
    return listed.stdout.decode().split("\0")


def _walked() -> list[str]:
    """Without git, or outside a clone: what stands in the folders that hold our files."""
    patterns = ["*", "bin/*", ".ci/*", "requirements/*", "docs/**/*", "benchmarks/**/*"]
    patterns += ["tamio/**/*", "fortnox_simulator/**/*", "tests/**/*"]
    return [
        path.relative_to(ROOT).as_posix()
        for pattern in patterns
        for path in ROOT.glob(pattern)
        if "__pycache__" not in path.parts and path.suffix not in {".mo", ".pyc"}
    ]
