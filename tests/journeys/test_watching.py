"""The lanes seen from outside, with every process real: in a terminal and over HTTP."""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager

import httpx2
import pytest
from prometheus_client.parser import text_string_to_metric_families

from tamio.clock import now
from tamio.commerce.stores.models import Store
from tests import loopback
from tests.factories import make_invoice
from tests.fortnox.sync.conftest import TENANT
from tests.journeys.processes import ROOT, SimulatorProcess, eventually, worker_process
from tests.journeys.terminal import terminal
from tests.ports import free_port

pytestmark = pytest.mark.journey
TOKEN = "a-token-of-sufficient-length"


@contextmanager
def web_process(*, database: str, workers: int) -> Iterator[str]:
    """Its address; answers once it is asked."""
    port = free_port()
    words = ["--bind", f"127.0.0.1:{port}", "--workers", str(workers)]
    process = subprocess.Popen(
        [sys.executable, "-m", "tamio.config.cli", "web", *words],
        cwd=ROOT,
        env={
            **os.environ,
            "DJANGO_SETTINGS_MODULE": "tests.settings",
            "DATABASE_URL": database,
            "TAMIO_METRICS_TOKEN": TOKEN,
        },
        stderr=subprocess.DEVNULL,
    )
    try:
        yield f"http://127.0.0.1:{port}"
    finally:
        process.terminate()
        process.wait(timeout=20)


def answers_there(url: str) -> bool:
    try:
        return loopback.get(f"{url}/metrics").status_code == 401
    except httpx2.TransportError:
        return False


Sample = tuple[str, frozenset[tuple[str, str]]]


def scraped(url: str) -> dict[Sample, float]:
    answer = loopback.get(f"{url}/metrics", headers={"Authorization": f"Bearer {TOKEN}"})
    assert answer.status_code == 200, answer.text
    return {
        (sample.name, frozenset(sample.labels.items())): sample.value
        for family in text_string_to_metric_families(answer.text)
        for sample in family.samples
    }


def test_metrics_follow_a_sale_whichever_process_answers(
    connected_store: Store, simulator: SimulatorProcess, shared_database: str
) -> None:
    lane = {"store": connected_store.slug, "destination": "fortnox"}

    def figure(name: str, **labels: str) -> float:
        return scraped(url)[name, frozenset(labels.items())]

    with web_process(database=shared_database, workers=2) as url:
        eventually(lambda: answers_there(url), within=30)
        make_invoice(store=connected_store, now=now())
        assert figure("tamio_lane_backlog", **lane, state="due") == 1

        with worker_process(database=shared_database, environment=simulator.environment):
            eventually(
                lambda: figure("tamio_lane_attempts_total", **lane, answer="submitted") == 1,
                within=20,
            )
        assert {figure("tamio_lane_backlog", **lane, state="due") for _ in range(6)} == {0}
        written = figure("tamio_fortnox_answers_total", tenant=str(TENANT), status="201")
        assert written == 3  # a customer, an article, an order
        assert figure("tamio_lane_leases_total", **lane) >= 1


@pytest.mark.parametrize("kind", ["xterm", "dumb"])
def test_following_the_lanes_in_a_terminal_ends_with_ctrl_c(
    kind: str, connected_store: Store, shared_database: str
) -> None:
    make_invoice(store=connected_store, now=now())
    environment = {"DATABASE_URL": shared_database, "TERM": kind}
    with terminal("lanes", "--live", "0.2", environment=environment) as seen:
        seen.shows("TOTAL", times=3, within=30)
        seen.process.send_signal(signal.SIGINT)
        assert seen.left(within=10) == 0

    assert connected_store.slug in seen.shown
    assert "Traceback" not in seen.shown
    assert ("\x1b[H" in seen.shown) == (kind == "xterm")
