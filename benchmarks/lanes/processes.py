"""What processes use of the machine, as the kernel counts it."""

import os
from dataclasses import dataclass
from pathlib import Path

from django.db import connection

_TICKS = os.sysconf("SC_CLK_TCK")


@dataclass(frozen=True, slots=True)
class Process:
    """One program, however many processes it has. `name` is what it is for."""

    name: str
    pids: list[int]

    @property
    def seconds(self) -> float:
        """Of processor, user and system together, of those that are still there."""
        return sum(_seconds(pid) for pid in self.pids)

    @property
    def megabytes(self) -> float:
        """Resident, together, of those that are still there."""
        return sum(_kilobytes(pid) for pid in self.pids) / 1024


def of_database() -> list[Process]:
    """The server's processes, or none: SQLite works within those that use it."""
    if connection.vendor == "sqlite":
        return []
    with connection.cursor() as cursor:
        cursor.execute("SELECT pid FROM pg_stat_activity")
        pids = [pid for (pid,) in cursor.fetchall()]
    parent = int(_status(pids[0], "PPid"))
    return [Process("PostgreSQL", [parent, *_children_of(parent)])]


def _children_of(parent: int) -> list[int]:
    """Those that are there now; one that ends takes its count with it into the parent's."""
    text = Path(f"/proc/{parent}/task/{parent}/children").read_text("ascii")
    return [int(pid) for pid in text.split()]


def _seconds(pid: int) -> float:
    try:
        fields = Path(f"/proc/{pid}/stat").read_text("ascii").rpartition(")")[2].split()
    except FileNotFoundError:
        return 0.0
    return (int(fields[11]) + int(fields[12])) / _TICKS


def _kilobytes(pid: int) -> int:
    try:
        return int(_status(pid, "VmRSS").split()[0])
    except FileNotFoundError:
        return 0


def _status(pid: int, name: str) -> str:
    for line in Path(f"/proc/{pid}/status").read_text("ascii").splitlines():
        if line.startswith(f"{name}:"):
            return line.partition(":")[2].strip()
    raise LookupError(name)
