"""Real processes for journeys: a simulated Fortnox and workers, always stopped again."""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from tests import loopback
from tests.simulator.described.watch import WATCH

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ("journeys", "journeys-secret")


def eventually(is_so: Callable[[], object], *, within: float) -> None:
    """Returns as soon as it is so; fails after `within` seconds."""
    until = time.monotonic() + within
    while not is_so():
        assert time.monotonic() < until, f"still not so after {within} s"
        time.sleep(0.02)


class SimulatorProcess:
    """A simulated Fortnox in a process of its own, steered over HTTP like anyone would."""

    def __init__(self, url: str) -> None:
        self.url = url
        self.environment = {
            "FORTNOX_API_URL": f"{url}/3",
            "FORTNOX_AUTH_URL": f"{url}/oauth-v1",
            "FORTNOX_CLIENT_ID": CLIENT[0],
            "FORTNOX_CLIENT_SECRET": CLIENT[1],
        }

    def requests(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = loopback.get(f"{self.url}/_simulator/requests").json()
        return found

    def orders(self, tenant: int) -> int:
        companies = loopback.get(f"{self.url}/_simulator/state").json()["companies"]
        return int(next(each["orders"] for each in companies if each["tenant"] == tenant))

    def fault(self, **fault: Any) -> None:
        answer = loopback.post(f"{self.url}/_simulator/faults", json=fault)
        assert answer.status_code == 200, answer.text

    def heal(self) -> None:
        loopback.delete(f"{self.url}/_simulator/faults")


@contextmanager
def simulator_process(*, data: Path) -> Iterator[SimulatorProcess]:
    """Keeps its state in `data`; a free port."""
    words = ["--port", "0", "--data", str(data), "--client-id", CLIENT[0]]
    process = subprocess.Popen(
        [sys.executable, "-m", "fortnox_simulator.cli", *words, "--client-secret", CLIENT[1]],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    try:
        assert process.stdout is not None
        line = process.stdout.readline()
        assert "http://" in line, "the simulator did not start"
        yield SimulatorProcess(line.split()[-1])
    finally:
        process.kill()
        process.communicate(timeout=10)
    WATCH.see_file(data)


@contextmanager
def worker_process(
    *, database: str, environment: Mapping[str, str], gives_way: bool = False
) -> Iterator[subprocess.Popen[bytes]]:
    """`tamio worker` on the database of that DATABASE_URL. It `gives_way` as one that is shipped
    does; tests wait for what it delivers, however busy the machine is.
    """
    command = [sys.executable, "-m", "tamio.config.cli", "worker", "--threads", "4"]
    process = subprocess.Popen(
        command if gives_way else [*command, "--niceness", "0"],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            **environment,
        },
    )
    try:
        yield process
    finally:
        process.kill()
        process.wait(timeout=10)
