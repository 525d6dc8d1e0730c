"""`fortnox-simulator` as a process: what was answered outlives a kill."""

import json
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx2
import pytest

from tests import loopback

pytestmark = pytest.mark.journey
TENANT = 910001
COMMAND = [sys.executable, "-m", "fortnox_simulator.cli"]


@contextmanager
def process(*arguments: str) -> Iterator[tuple["subprocess.Popen[str]", str]]:
    """The running command and its address, as its first line says it."""
    running = subprocess.Popen(
        [*COMMAND, "--port", "0", *arguments], stdout=subprocess.PIPE, text=True
    )
    assert running.stdout is not None
    try:
        yield running, running.stdout.readline().split()[-1]
    finally:
        running.kill()
        running.wait(10)
        running.stdout.close()


def signed_in(url: str) -> httpx2.Client:
    asked = {
        "client_id": "simulator-client",
        "redirect_uri": "http://127.0.0.1:1/",
        "scope": "customer order",
        "state": "1",
        "response_type": "code",
        "account_type": "service",
    }
    loopback.post(f"{url}/oauth-v1/auth", data={**asked, "tenant": TENANT, "decision": "approve"})
    answer = loopback.post(
        f"{url}/oauth-v1/token",
        data={"grant_type": "client_credentials"},
        headers={"TenantId": str(TENANT)},
        auth=("simulator-client", "simulator-secret"),
    ).json()
    headers = {"Authorization": f"Bearer {answer['access_token']}"}
    return loopback.Client(base_url=f"{url}/3", headers=headers)


def test_what_was_answered_outlives_a_kill(tmp_path: Path) -> None:
    data = str(tmp_path / "simulator.sqlite3")
    with process("--data", data, "--rate-limit", "0") as (running, url):
        with signed_in(url) as client:
            client.post("/customers", json={"Customer": {"Name": "Kund"}})
            order = {"Order": {"CustomerNumber": "1", "OrderRows": [{"Price": 10}]}}
            made = [client.post("/orders", json=order).json()["Order"] for _ in range(20)]
            authorization = client.headers["authorization"]
        running.send_signal(signal.SIGKILL)
        running.wait(10)

    with process("--data", data, "--rate-limit", "0") as (_, url):
        headers = {"Authorization": authorization}
        with loopback.Client(base_url=f"{url}/3", headers=headers) as client:
            kept = [client.get(f"/orders/{n}").json()["Order"] for n in range(1, 21)]
            following = client.post("/orders", json=order).json()["Order"]
        log = loopback.get(f"{url}/_simulator/requests").json()

    assert kept == made
    assert following["DocumentNumber"] == "21"
    assert [entry["status"] for entry in log] == [201] * 21 + [200] * 20 + [201]


def test_it_stops_cleanly_when_asked() -> None:
    with process() as (running, url):
        assert loopback.get(url).status_code == 200
        running.send_signal(signal.SIGINT)
        assert running.wait(10) == 0


def test_it_says_why_it_cannot_start(tmp_path: Path) -> None:
    seed = tmp_path / "seed.json"
    seed.write_text(json.dumps({"companies": [{"tenant": 1, "colour": "red"}]}))
    with process() as (_, url):
        port = url.rsplit(":", 1)[1]
        for arguments, reason in (
            (["--port", port], "in use"),
            (["--seed", str(seed)], "companies.colour"),
            (["--seed", str(tmp_path / "absent.json")], "No such file"),
        ):
            failed = subprocess.run([*COMMAND, *arguments], capture_output=True, text=True)
            assert failed.returncode == 2
            assert reason in failed.stderr
