"""A simulated Fortnox in a process of its own, which can be killed and comes back as it was."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator
from contextlib import closing
from pathlib import Path
from threading import Lock
from typing import Any

import httpx2

ROOT = Path(__file__).resolve().parents[2]
CLIENT = ("chaos", "chaos-secret")
FIRST_TENANT = 920001
#: The control plane answers at once, but for when the process is being started again.
PATIENCE = httpx2.Timeout(20)


class Simulator:
    """`restart` kills it; whoever calls meanwhile is refused a connection, as in real life.

    `years`: the companies' financial years, if not those around today.
    """

    def __init__(
        self, *, folder: Path, companies: int, fault_seed: int, years: Iterable[int] = ()
    ) -> None:
        self._data = folder / "fortnox.sqlite3"
        self._seed = folder / "companies.json"
        self._seed.write_text(json.dumps(_companies(companies, years)), "utf-8")
        self._fault_seed = fault_seed
        self._port = 0
        # Held by whoever starts it again and by whoever talks to its control plane.
        self._lock = Lock()
        self.tenants = range(FIRST_TENANT, FIRST_TENANT + companies)
        self.kills = 0
        self._process = self._started()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self._port}"

    @property
    def pid(self) -> int:
        return self._process.pid

    @property
    def environment(self) -> dict[str, str]:
        return {
            "FORTNOX_API_URL": f"{self.url}/3",
            "FORTNOX_AUTH_URL": f"{self.url}/oauth-v1",
            "FORTNOX_CLIENT_ID": CLIENT[0],
            "FORTNOX_CLIENT_SECRET": CLIENT[1],
        }

    def restart(self) -> None:
        """`kill -9`, and up again on the same data and port. The faults that stood are gone."""
        with self._lock:
            self._process.kill()
            self._process.wait(10)
            self.kills += 1
            self._process = self._started()

    def stop(self) -> None:
        self._process.kill()
        self._process.communicate(timeout=10)

    def fault(self, **fault: Any) -> None:
        self._control("POST", "faults", json=fault)

    def faults(self) -> list[dict[str, Any]]:
        found: list[dict[str, Any]] = self._control("GET", "faults")
        return found

    def heal(self) -> None:
        self._control("DELETE", "faults")

    def settle(self, **settings: Any) -> None:
        self._control("POST", "settings", json=settings)

    def documents(self, tenant: int, kind: str) -> list[dict[str, Any]]:
        query = {"tenant": tenant, "kind": kind}
        found: list[dict[str, Any]] = self._control("GET", "documents", params=query)
        return found

    def log(self) -> Iterator[dict[str, Any]]:
        """Every request that it ever received, from its file. Only once it is stopped."""
        with closing(sqlite3.connect(self._data)) as data:
            for (entry,) in data.execute("SELECT entry FROM request ORDER BY id"):
                yield json.loads(entry)

    def _control(self, method: str, what: str, **named: Any) -> Any:
        with self._lock:
            answer = httpx2.request(
                method, f"{self.url}/_simulator/{what}", timeout=PATIENCE, **named
            )
        answer.raise_for_status()
        return answer.json()

    def _started(self) -> subprocess.Popen[str]:
        words = ["--port", str(self._port), "--data", str(self._data), "--seed", str(self._seed)]
        words += ["--client-id", CLIENT[0], "--client-secret", CLIENT[1]]
        words += ["--fault-seed", str(self._fault_seed + self.kills)]
        process = subprocess.Popen(
            [sys.executable, "-m", "fortnox_simulator.cli", *words],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert process.stdout is not None
        line = process.stdout.readline()
        if "http://" not in line:
            raise RuntimeError("the simulated Fortnox did not start")
        self._port = int(line.rpartition(":")[2])
        return process


def _companies(count: int, years: Iterable[int]) -> dict[str, Any]:
    opened = [{"FromDate": f"{each}-01-01", "ToDate": f"{each}-12-31"} for each in years]
    return {
        "companies": [
            {
                **({"financial_years": opened} if opened else {}),
                "tenant": FIRST_TENANT + number,
                "name": f"Bolag {number} AB",
                "organisation_number": "559284-5175",
            }
            for number in range(count)
        ]
    }
