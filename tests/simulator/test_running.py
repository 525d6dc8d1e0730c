"""The simulator over real HTTP: cut connections, hangs, overlapping refreshes, many at once."""

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from typing import Any

import httpx2
import pytest

from fortnox_simulator.testing import Simulator, running
from tests import loopback
from tests.simulator.caller import TENANT

pytestmark = pytest.mark.integration
CUSTOMER = {"Customer": {"Name": "Kund"}}


@pytest.fixture
def sim() -> Iterator[Simulator]:
    with running(rate_limit=0, refresh_seconds=0.2) as simulator:
        yield simulator


def http(sim: Simulator, timeout: float = 5.0) -> httpx2.Client:
    headers = {"Authorization": f"Bearer {sim.access_token(TENANT)}"}
    return loopback.Client(base_url=sim.api_url, headers=headers, timeout=timeout)


def refresh(sim: Simulator, token: str) -> tuple[int, dict[str, Any]]:
    form = {"grant_type": "refresh_token", "refresh_token": token}
    auth = (sim.client.id, sim.client.secret)
    response = loopback.post(f"{sim.auth_url}/token", data=form, auth=auth)
    return response.status_code, response.json()


def first_refresh_token(sim: Simulator) -> str:
    consent = sim.state.grants.give_consent(
        client=sim.client, tenant=TENANT, scopes=["customer"], service=False
    )
    code = sim.state.grants.new_code(consent, redirect_uri="http://127.0.0.1:1/")
    pair = sim.state.grants.spend_code(code, client=sim.client, redirect_uri="http://127.0.0.1:1/")
    return str(pair["refresh_token"])


def test_two_refreshes_at_once_both_succeed_and_only_the_last_pair_lives(sim: Simulator) -> None:
    token = first_refresh_token(sim)

    with ThreadPoolExecutor(2) as pool:
        answers = list(pool.map(lambda _: refresh(sim, token), range(2)))

    assert [status for status, _ in answers] == [200, 200]
    refreshed = [refresh(sim, answer["refresh_token"])[0] for _, answer in answers]
    assert sorted(refreshed) == [200, 400]
    with_access = [
        loopback.get(
            f"{sim.api_url}/customers",
            headers={"Authorization": f"Bearer {answer['access_token']}"},
        ).status_code
        for _, answer in answers
    ]
    assert sorted(with_access) == [200, 401]
    assert with_access.index(200) == refreshed.index(200)


def test_a_reused_refresh_token_is_refused_at_once(sim: Simulator) -> None:
    token = first_refresh_token(sim)
    status, answer = refresh(sim, token)

    assert status == 200
    assert refresh(sim, token)[0] == 400
    assert refresh(sim, answer["refresh_token"])[0] == 200


@pytest.mark.parametrize(("kind", "written"), [("reset_before", 0), ("reset_after", 1)])
def test_a_cut_connection_gives_no_answer(sim: Simulator, kind: str, written: int) -> None:
    sim.faults({"kind": kind, "count": 1, "method": "POST"})

    with http(sim) as client:
        with pytest.raises(httpx2.TransportError):
            client.post("/customers", json=CUSTOMER)
        listed = client.get("/customers").json()["Customers"]

    assert len(listed) == written
    assert [entry["fault"] for entry in sim.requests()] == [kind, None]


def test_a_hang_answers_nothing_and_writes_nothing(sim: Simulator) -> None:
    sim.faults({"kind": "hang", "count": 1})

    with http(sim, timeout=0.2) as client, pytest.raises(httpx2.ReadTimeout):
        client.post("/customers", json=CUSTOMER)

    assert not sim.state.companies[TENANT].shelves["customers"]
    assert sim.requests(TENANT)[0]["status"] is None


def test_requests_at_once_get_numbers_of_their_own(sim: Simulator) -> None:
    with http(sim) as client, ThreadPoolExecutor(16) as pool:
        answers = list(pool.map(lambda _: client.post("/customers", json=CUSTOMER), range(64)))

    numbers = {int(answer.json()["Customer"]["CustomerNumber"]) for answer in answers}
    assert numbers == set(range(1, 65))


def test_a_burst_is_refused_beyond_the_limit() -> None:
    with running() as sim, http(sim) as client:
        statuses = [client.get("/customers").status_code for _ in range(30)]

    assert statuses == [200] * 25 + [429] * 5


def test_it_stops_while_a_request_hangs() -> None:
    with running() as sim:
        sim.faults({"kind": "hang"})
        client = http(sim, timeout=30)
        waiting = threading.Thread(target=_wait_for_an_answer, args=(client,))
        waiting.start()
        while not sim.requests():
            waiting.join(0.01)
    waiting.join(10)
    client.close()
    assert not waiting.is_alive()


def _wait_for_an_answer(client: httpx2.Client) -> None:
    with suppress(httpx2.TransportError):
        client.get("/customers")
