"""25 requests in any 5 seconds, per client and tenant."""

import asyncio
from typing import Any

import httpx2
import pytest

from fortnox_simulator import rate_limit
from fortnox_simulator.rate_limit import RateLimit
from tests.simulator.caller import caller


class Stopwatch:
    """A monotonic clock that stands until it is moved."""

    def __init__(self) -> None:
        self.seconds = 1000.0

    def monotonic(self) -> float:
        return self.seconds


@pytest.fixture
def stopwatch(monkeypatch: pytest.MonkeyPatch) -> Stopwatch:
    watch = Stopwatch()
    monkeypatch.setattr(rate_limit, "time", watch)
    return watch


def waits(limit: RateLimit, times: int, tenant: int = 1) -> list[int]:
    return [limit.wait_for(client_id="a", tenant=tenant) for _ in range(times)]


def test_the_26th_request_in_five_seconds_is_refused(stopwatch: Stopwatch) -> None:
    assert waits(RateLimit(), 26) == [0] * 25 + [5]


def test_the_window_slides(stopwatch: Stopwatch) -> None:
    limit = RateLimit()
    waits(limit, 20)
    stopwatch.seconds += 4
    waits(limit, 5)

    assert waits(limit, 1) == [1]
    stopwatch.seconds += 1
    assert waits(limit, 21) == [0] * 20 + [4]


def test_evenly_paced_requests_are_never_refused(stopwatch: Stopwatch) -> None:
    limit = RateLimit()
    for _ in range(200):
        assert waits(limit, 1) == [0]
        stopwatch.seconds += 0.2


def test_tenants_do_not_disturb_each_other(stopwatch: Stopwatch) -> None:
    limit = RateLimit()
    waits(limit, 25)

    assert waits(limit, 1, tenant=2) == [0]


@pytest.mark.parametrize("retry_after", [False, True])
def test_a_refusal_may_or_may_not_say_when_to_return(retry_after: bool) -> None:
    fortnox = caller(rate_limit=1)
    fortnox.http.post("/_simulator/settings", json={"retry_after": retry_after})
    fortnox.send("GET", "/customers")

    response = fortnox.send("GET", "/customers")

    assert response.status_code == 429
    assert ("retry-after" in response.headers) is retry_after


def test_the_limit_does_not_follow_the_calendar_clock() -> None:
    fortnox = caller(rate_limit=1)
    fortnox.get("/customers")
    fortnox.http.post("/_simulator/clock", json={"advance_seconds": 600})

    assert fortnox.get("/customers")[0] == 429


def test_a_refused_request_is_logged_and_writes_nothing() -> None:
    fortnox = caller(rate_limit=1)
    fortnox.get("/customers")

    answer: tuple[int, Any] = fortnox.post("/customers", {"Customer": {"Name": "A"}})

    assert answer[0] == 429
    assert not fortnox.company.shelves["customers"]
    assert [entry["status"] for entry in fortnox.state.log.entries()] == [200, 429]


def test_a_request_counts_when_it_arrives_however_late_its_answer_is() -> None:
    fortnox = caller(rate_limit=1)
    delay = {"kind": "delay", "seconds": 0.1, "count": 1}
    fortnox.http.post("/_simulator/faults", json=delay)

    async def one_behind_the_other() -> list[int]:
        transport = httpx2.ASGITransport(app=fortnox.app)
        headers = {"Authorization": f"Bearer {fortnox.token}"}
        async with httpx2.AsyncClient(transport=transport, headers=headers) as http:
            first = asyncio.create_task(http.get("http://fortnox/3/customers"))
            await asyncio.sleep(0.02)
            second = await http.get("http://fortnox/3/customers")
            return [(await first).status_code, second.status_code]

    assert asyncio.run(one_behind_the_other()) == [200, 429]


def test_a_request_over_the_rate_meets_no_fault() -> None:
    fortnox = caller(rate_limit=1)
    fortnox.get("/customers")
    fortnox.http.post("/_simulator/faults", json={"kind": "status", "status": 503, "count": 1})

    assert fortnox.get("/customers")[0] == 429
    assert fortnox.http.get("/_simulator/faults").json()[0]["struck"] == 0
