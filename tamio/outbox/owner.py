"""The name of a process that holds leases, and whether that process is certainly gone.

A worker that was killed holds its lease until the lease ends. On the same machine nobody needs
to wait for that: the name says which process it was, and the process table whether it lives.
"""

import os
import socket
import uuid
from hashlib import sha256
from pathlib import Path

_PROC = Path("/proc")


def own_name() -> str:
    """`machine:pid:started:nonce`, unique for every engine."""
    return f"{_machine()}:{os.getpid()}:{_started(os.getpid())}:{uuid.uuid4().hex[:8]}"


def short(name: str) -> str:
    """`pid@mach`, the first four of the machine: for a person who looks for the process."""
    machine, _, rest = name.partition(":")
    pid = rest.partition(":")[0]
    return f"{pid}@{machine[:4]}" if pid.isdecimal() else name


def is_gone(name: str) -> bool:
    """True only if it is certain: this machine, this boot, and no such process any more."""
    machine, _, rest = name.partition(":")
    pid, _, rest = rest.partition(":")
    started = rest.partition(":")[0]
    if not (pid.isdecimal() and started.isdecimal()) or machine != _machine():
        return False
    return _started(int(pid)) != started


def _machine() -> str:
    """This boot of this machine, and the process table seen in it: containers have their own."""
    table = _PROC / "self/ns/pid"
    boot = _PROC / "sys/kernel/random/boot_id"
    told = boot.read_text().strip() if boot.exists() else ""
    seen = os.readlink(table) if table.is_symlink() else ""
    return sha256(f"{socket.gethostname()} {told} {seen}".encode()).hexdigest()[:16]


def _started(pid: int) -> str:
    """When the process started, in ticks since boot; "" if there is no such process."""
    try:
        stat = (_PROC / str(pid) / "stat").read_text()
    except (FileNotFoundError, ProcessLookupError):
        return ""
    # The name in parentheses may hold anything; what follows its last one is fixed. A zombie
    # ("Z") has ended: only its parent has not yet heard of it.
    fields = stat.rpartition(")")[2].split()
    return "" if fields[0] in {"Z", "X"} else fields[19]
