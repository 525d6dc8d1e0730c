"""A demo of its own for a test: real processes on free ports, always stopped again."""

import fcntl
import json
import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from tests import loopback
from tests.journeys.processes import ROOT, eventually
from tests.ports import free_port
from tests.simulator.described.watch import WATCH

READY_SECONDS, STOP_SECONDS = 300.0, 60.0
NORRSKEN, SJOBRIS, GRANIT, NYBUTIKEN = 910001, 910002, 910004, 910005


@dataclass
class Demo:
    """A demo in `folder`; start and stop it as often as you like."""

    folder: Path
    port: int = field(default_factory=free_port)
    simulator_port: int = field(default_factory=free_port)
    _process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Returns when it is ready."""
        self.launch()
        eventually(lambda: self.report_file.exists() or not self.runs, within=READY_SECONDS)
        assert self.runs, self.wait()

    def launch(self) -> None:
        ports = {"PORT": str(self.port), "SIMULATOR_PORT": str(self.simulator_port)}
        outside = {name: value for name, value in os.environ.items() if name not in _OURS}
        with self._screen.open("w") as screen:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "tamio.config.cli", "demo"],
                cwd=ROOT,
                env=outside | ports | {"DATA": str(self.folder)},
                stdout=screen,
                stderr=subprocess.STDOUT,
            )

    def stop(self, *, number: signal.Signals = signal.SIGINT) -> int:
        """Stops it as Ctrl-C does; the exit code."""
        assert self._process is not None
        self._process.send_signal(number)
        self.wait()
        return self._process.returncode

    def wait(self) -> str:
        assert self._process is not None
        self._process.wait(timeout=STOP_SECONDS)
        return self.said

    @property
    def said(self) -> str:
        """Since it was last launched."""
        return self._screen.read_text()

    @property
    def _screen(self) -> Path:
        """Two may be launched in one folder, of which one is refused."""
        return self.folder.with_name(f"{self.folder.name} said on {self.port}")

    @property
    def runs(self) -> bool:
        return self._process is not None and self._process.poll() is None

    @property
    def report_file(self) -> Path:
        return self.folder / "demo.json"

    @property
    def report(self) -> dict[str, str]:
        found: dict[str, str] = json.loads(self.report_file.read_text())
        return found

    def pid(self, child: str) -> int:
        return int((self.folder / "pid" / child).read_text())

    def orders(self, tenant: int) -> list[dict[str, Any]]:
        """The orders of a simulated company, as Fortnox would give them to anyone who asks."""
        found: list[dict[str, Any]] = [
            json.loads(each["answer_body"])["Order"]
            for each in self.requests(tenant)
            if (each["method"], each["path"], each["status"]) == ("POST", "/3/orders", 201)
        ]
        return found

    def requests(self, tenant: int) -> list[dict[str, Any]]:
        address = f"{self.report['simulator_url']}/_simulator/requests?tenant={tenant}"
        found: list[dict[str, Any]] = loopback.get(address).json()
        return found

    def sell(self, *, reference: str) -> dict[str, Any]:
        """A sale through the API; its answer."""
        answer = loopback.post(
            f"{self.report['api_url']}/invoices", json=_SALE | {"external_reference": reference},
            headers={"Authorization": f"Bearer {self.report['api_token']}"},
        )  # fmt: skip
        assert answer.is_success, answer.text
        found: dict[str, Any] = answer.json()
        return found

    def submission(self, number: int) -> dict[str, Any]:
        answer = loopback.get(
            f"{self.report['api_url']}/invoices/{number}",
            headers={"Authorization": f"Bearer {self.report['api_token']}"},
        )
        found: dict[str, Any] = answer.json()["submission"]
        return found


@contextmanager
def demo_in(folder: Path) -> Iterator[Demo]:
    """Started and ready; stopped at the end, whatever happened."""
    demo = Demo(folder=folder)
    try:
        demo.start()
        yield demo
    finally:
        if demo.runs:
            demo.stop(number=signal.SIGTERM)
    WATCH.see_file(folder / "simulator.sqlite3")


@contextmanager
def demo_from(made: Path, folder: Path) -> Iterator[Demo]:
    """As `demo_in`, but on a copy of what a stopped demo left in `made`."""
    with demo_in(shutil.copytree(made, folder)) as demo:
        yield demo


def make_once(shared: Path) -> Path:
    """The folder in `shared` of a demo that was ready, and stopped; the first who asks makes it for
    all processes of the run: its database takes twenty times as long as a copy.
    """
    made, making = shared / "a demo", shared / "a demo being made"
    with (shared / "demo.lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not made.exists():
            with demo_in(making) as demo:
                assert demo.stop() == 0
                assert "Tamio is ready." in demo.said
            making.rename(made)
    return made


# What the test run's own settings have put into the environment is not the demo's.
_OURS = {"DATABASE_URL", "DJANGO_SETTINGS_MODULE", "TAMIO_SECRET_KEY", "TAMIO_TOKEN_KEYS"}
_OURS |= {"TAMIO_ENV_FILE", "TAMIO_CLOCK", "FORTNOX_CLIENT_ID", "FORTNOX_CLIENT_SECRET"}

_SALE = {
    "currency": "SEK",
    "prices_include_vat": True,
    "customer": {
        "type": "private",
        "name": "Åsa Öberg",
        "email": "asa@example.com",
        "address": {
            "line1": "Lillgatan 2",
            "postal_code": "352 30",
            "city": "Växjö",
            "country": "SE",
        },
    },
    "lines": [
        {
            "sku": "KASA-BJORK",
            "description": "Kåsa i masurbjörk",
            "type": "physical",
            "quantity": "2",
            "unit": "st",
            "unit_price": "349.00",
            "vat_rate": "25",
        }
    ],
}
