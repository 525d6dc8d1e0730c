"""Runs a command beside a PostgreSQL server of its own, and takes the server away again.

    .venv/bin/python bin/_postgresql.py --find
    .venv/bin/python bin/_postgresql.py [--durable] COMMAND ...

The command finds the server's empty database in DATABASE_URL, and its exit code is passed on. The
server is an ordinary process on loopback whose data stands in a temporary folder; however the
command ends, neither is left. `--durable` keeps the promises to the disk that a benchmark has to
pay for and tests need not. `--find` says where the server's programs are, and fails if nowhere.
"""

import argparse
import ctypes
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from types import FrameType
from typing import Any

import psycopg

NAME = "tamio"
START_SECONDS, END_SECONDS = 60, 60
LOOPBACK = "127.0.0.1"
SETTINGS = {
    "listen_addresses": LOOPBACK,
    "unix_socket_directories": "",
    "max_connections": "200",
    "timezone": "UTC",
    "jit": "off",
}
FORGETFUL = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--find", action="store_true", help="say where the programs are")
    parser.add_argument("--durable", action="store_true", help="with fsync, for benchmarks")
    parser.add_argument("command", nargs=argparse.REMAINDER)
    asked = parser.parse_args()
    programs = find_programs()
    if programs is None:
        sys.exit("There is no PostgreSQL server on this machine.")
    if asked.find or not asked.command:
        print(programs)
        return 0
    with endings(), server(programs, durable=asked.durable) as url:
        return run(asked.command, os.environ | {"DATABASE_URL": url})


def find_programs() -> Path | None:
    """The folder with `postgres` and `initdb`: the newest that Debian keeps, else on the path."""
    folders = Path("/usr/lib/postgresql").glob("*/bin")
    kept = [folder for folder in folders if folder.parent.name.isdigit()]
    kept.sort(key=lambda folder: int(folder.parent.name), reverse=True)
    on_path = shutil.which("postgres")
    found = [*kept, *([Path(on_path).resolve().parent] if on_path else [])]
    return next((path for path in found if (path / "postgres").exists()), None)


class Ending(BaseException):
    """Somebody wants this process to end; `number` is the signal that said so."""

    def __init__(self, number: int) -> None:
        super().__init__(number)
        self.number = number


@contextmanager
def endings() -> Iterator[None]:
    """The first signal unwinds everything, so that nothing is left; those after it only wait."""

    def on_signal(number: int, _frame: FrameType | None) -> None:
        for each in signals:
            signal.signal(each, signal.SIG_IGN)
        raise Ending(number)

    signals = (signal.SIGINT, signal.SIGTERM, signal.SIGHUP)
    for each in signals:
        signal.signal(each, on_signal)
    try:
        yield
    except Ending as ending:
        sys.exit(128 + ending.number)


@contextmanager
def server(programs: Path, *, durable: bool) -> Iterator[str]:
    """A running server, as the DATABASE_URL of its one empty database."""
    with folder() as home:
        password = secrets.token_urlsafe(24)
        make_cluster(programs, home, password)
        port = free_port()
        url = f"postgresql://{NAME}:{password}@{LOOPBACK}:{port}/{NAME}"
        process = start(programs, home, port, durable=durable)
        try:
            make_database(process, url, home)
            yield url
        finally:
            stop(process)


@contextmanager
def folder() -> Iterator[Path]:
    """A folder of the server's own user, whom every folder above it lets through."""
    above = next(path for path in (tempfile.gettempdir(), "/var/tmp") if passable(Path(path)))  # noqa: S108
    home = Path(tempfile.mkdtemp(prefix="tamio-postgresql-", dir=above))
    try:
        if os.geteuid() == 0:
            shutil.chown(home, user=unprivileged())
        yield home
    finally:
        shutil.rmtree(home)


def passable(folder: Path) -> bool:
    above = [folder.resolve(), *folder.resolve().parents]
    return os.geteuid() != 0 or all(path.stat().st_mode & 0o001 for path in above)


def unprivileged() -> str:
    """Whom the server runs as when we are root, as whom it refuses to."""
    with suppress(KeyError):
        return pwd.getpwnam("postgres").pw_name
    return "nobody"


def make_cluster(programs: Path, home: Path, password: str) -> None:
    told = home / "password"
    told.touch(mode=0o600)
    told.write_text(password)
    if os.geteuid() == 0:
        shutil.chown(told, user=unprivileged())
    words = [f"--username={NAME}", f"--pwfile={told}", "--auth=scram-sha-256", "--no-sync"]
    words += ["--encoding=UTF8", "--locale=C.UTF-8", f"--pgdata={home / 'data'}"]
    made = subprocess.run(
        [programs / "initdb", *words], **as_server(home), capture_output=True, text=True
    )
    told.unlink()
    if made.returncode:
        sys.exit(f"PostgreSQL could not make a cluster in {home}:\n{made.stderr}")


def as_server(home: Path) -> dict[str, Any]:
    if os.geteuid() != 0:
        return {"cwd": home}
    user = pwd.getpwnam(unprivileged())
    return {"cwd": home, "user": user.pw_uid, "group": user.pw_gid, "extra_groups": []}


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind((LOOPBACK, 0))
        return int(probe.getsockname()[1])


def start(programs: Path, home: Path, port: int, *, durable: bool) -> subprocess.Popen[bytes]:
    chosen = SETTINGS | ({} if durable else FORGETFUL) | {"port": str(port)}
    words = [word for name, value in chosen.items() for word in ("-c", f"{name}={value}")]
    with (home / "log").open("wb") as log:
        return subprocess.Popen(
            [programs / "postgres", "-D", home / "data", *words],
            **as_server(home),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            # Ctrl-C is for the command, which may still need the server to clean up after itself.
            start_new_session=True,
            preexec_fn=follow_parent(),
        )


def follow_parent() -> Callable[[], None] | None:
    """On Linux, a server whose starter was killed and could not clean up ends by itself."""
    if not sys.platform.startswith("linux"):
        return None
    libc, set_parent_death_signal = ctypes.CDLL(None), 1
    return lambda: libc.prctl(set_parent_death_signal, signal.SIGQUIT)


def make_database(process: subprocess.Popen[bytes], url: str, home: Path) -> None:
    until = time.monotonic() + START_SECONDS
    while True:
        try:
            with psycopg.connect(f"{url.rpartition('/')[0]}/postgres", autocommit=True) as session:
                session.execute(f"CREATE DATABASE {NAME}")
                return
        except psycopg.OperationalError as error:
            if process.poll() is not None or time.monotonic() > until:
                sys.exit(f"PostgreSQL did not start: {error}\n{(home / 'log').read_text()}")
            time.sleep(0.05)


def stop(process: subprocess.Popen[bytes]) -> None:
    """Fast (open transactions end), then at once."""
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGKILL):
        process.send_signal(number)
        with suppress(subprocess.TimeoutExpired):
            process.wait(10)
            return


def run(command: list[str], environment: dict[str, str]) -> int:
    with subprocess.Popen(command, env=environment) as process:
        try:
            return process.wait()
        except Ending as ending:
            # What came from the keyboard has reached it already. It may clean up first: what tests
            # have started is theirs to end.
            if ending.number != signal.SIGINT:
                process.send_signal(signal.SIGINT)
            with suppress(subprocess.TimeoutExpired):
                process.wait(END_SECONDS)
            process.kill()
            raise


if __name__ == "__main__":
    sys.exit(main())
