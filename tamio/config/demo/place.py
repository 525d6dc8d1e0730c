"""Where a demo lives: its folder and its two ports, from the environment."""

import fcntl
import os
import socket
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HOST = "127.0.0.1"
# What a demo that was killed has left behind ends by itself within this time.
PATIENCE_SECONDS = 5.0


class CannotStart(Exception):
    """The demo cannot start here; the message says why and what to change."""


@dataclass(frozen=True, slots=True)
class Place:
    """Two demos with different ports and folders know nothing of each other."""

    folder: Path
    port: int
    simulator_port: int

    @property
    def url(self) -> str:
        return f"http://{HOST}:{self.port}"

    @property
    def simulator_url(self) -> str:
        return f"http://{HOST}:{self.simulator_port}"

    @property
    def report(self) -> Path:
        """The file that is there while the demo is ready."""
        return self.folder / "demo.json"


def place_from(environment: Mapping[str, str]) -> Place:
    """Reads PORT, SIMULATOR_PORT and DATA. Raises CannotStart."""
    port = _port(environment, "PORT", default=8000)
    simulator_port = _port(environment, "SIMULATOR_PORT", default=8100)
    if port == simulator_port:
        raise CannotStart(f"PORT and SIMULATOR_PORT are both {port}; they must differ.")
    folder = Path(environment.get("DATA") or "data/demo").absolute()
    return Place(folder=folder, port=port, simulator_port=simulator_port)


def _port(environment: Mapping[str, str], name: str, *, default: int) -> int:
    value = environment.get(name) or str(default)
    if not (value.isascii() and value.isdigit() and 0 < int(value) < 65_536):
        raise CannotStart(f"{name} is {value!r}; it must be a port, a number from 1 to 65535.")
    return int(value)


@contextmanager
def taken(place: Place) -> Iterator[None]:
    """Makes the folder and holds it until the end. Raises CannotStart if another demo does."""
    try:
        place.folder.mkdir(parents=True, exist_ok=True)
        lock = os.open(place.folder / "lock", os.O_CREAT | os.O_RDWR | os.O_CLOEXEC, 0o600)
    except OSError as error:
        raise CannotStart(
            f"DATA is {place.folder}, which cannot be written: {error.strerror}."
        ) from error
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        os.close(lock)
        raise CannotStart(
            f"Another demo runs on {place.folder}. Stop it, or set DATA to another folder."
        ) from None
    try:
        yield
    finally:
        os.close(lock)


def check_ports(place: Place) -> None:
    """Raises CannotStart if either port stays taken."""
    for name, port in (("PORT", place.port), ("SIMULATOR_PORT", place.simulator_port)):
        until = time.monotonic() + PATIENCE_SECONDS
        while _is_taken(port):
            if time.monotonic() > until:
                raise CannotStart(
                    f"Something else listens on port {port}. Set {name} to a free one, such as"
                    f" {name}={port + 10}."
                )
            time.sleep(0.1)


def _is_taken(port: int) -> bool:
    with socket.socket() as trial:
        trial.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            trial.bind((HOST, port))
        except PermissionError as error:
            raise CannotStart(f"Port {port} is not open to you; choose one above 1023.") from error
        except OSError:
            return True
    return False
