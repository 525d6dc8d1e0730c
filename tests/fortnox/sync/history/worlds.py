"""Makes worlds: each with a store and a company of its own, all on one clock."""

from collections.abc import Callable
from functools import partial
from itertools import count
from typing import Any

import httpx2
import pytest

from fortnox_simulator.app import create_app
from fortnox_simulator.ledger import accounts
from fortnox_simulator.oauth.clients import Client
from fortnox_simulator.state import State
from tamio.fortnox.client.oauth import OAuth
from tamio.fortnox.sync import calling, tokens
from tamio.outbox import lanes
from tests.fortnox.sync.history.hands import let_hands_work_while_waiting
from tests.fortnox.sync.history.timing import govern
from tests.fortnox.sync.history.wire import Wire
from tests.fortnox.sync.history.world import World

NewWorld = Callable[[], World]
#: As tests.settings registers it.
CLIENT = Client(id="tests", secret="tests-secret")


def worlds(monkeypatch: pytest.MonkeyPatch) -> NewWorld:
    """What it gives makes a world; the last one made is the one that the process talks to."""
    time = govern(monkeypatch)
    hands_at_work = let_hands_work_while_waiting(monkeypatch)
    gone: set[str] = set()
    monkeypatch.setattr(lanes, "is_gone", gone.__contains__)
    _shorten_the_chart(monkeypatch)
    serial = count(930_001)

    def make() -> World:
        state = State(seed=_company(next(serial)), client=CLIENT, refresh_seconds=0)
        wire = Wire(app=create_app(state), time=time)
        http = httpx2.Client(transport=wire)
        monkeypatch.setattr(calling, "_http", lambda: http)
        monkeypatch.setattr(tokens, "OAuth", partial(OAuth, http=http))
        return World(
            time=time, state=state, wire=wire, http=http, gone=gone, hands_at_work=hands_at_work
        )

    return make


def _shorten_the_chart(monkeypatch: pytest.MonkeyPatch) -> None:
    """Reading all of it at every connect would take most of a history's time."""
    sales = {
        number: account
        for number, account in accounts._standard_chart().items()
        if number == 4000 or 3000 <= number < 3300
    }
    monkeypatch.setattr(accounts, "_standard_chart", lambda: sales)


def _company(tenant: int) -> dict[str, Any]:
    described = {"tenant": tenant, "name": "Bolaget AB", "organisation_number": "559284-5175"}
    return {"companies": [described]}
