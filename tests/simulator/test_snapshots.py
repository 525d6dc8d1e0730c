"""A snapshot brings everything back that a reset would forget."""

from pathlib import Path

import pytest

from fortnox_simulator.state import State
from fortnox_simulator.storage import Memory, SQLiteFile, Storage
from tests.simulator.caller import Caller


@pytest.fixture(params=["memory", "file"])
def storage(request: pytest.FixtureRequest, tmp_path: Path) -> Storage:
    return Memory() if request.param == "memory" else SQLiteFile(tmp_path / "simulator.sqlite3")


def test_documents_tokens_series_and_clock_come_back(storage: Storage) -> None:
    fortnox = Caller(State(storage=storage, rate_limit=0))
    fortnox.order({"Price": 10, "DeliveredQuantity": 1})
    control(fortnox, "clock", {"advance_seconds": 86_400})
    fortnox.token = fortnox.new_token()
    before, today = fortnox.get("/orders/1"), fortnox.state.clock.today()
    control(fortnox, "snapshots", {"name": "one order"})

    fortnox.put("/orders/1/cancel")
    fortnox.order()
    control(fortnox, "clock", {"advance_seconds": 86_400})
    control(fortnox, "faults", {"kind": "maintenance"})
    control(fortnox, "faults", {"kind": "revoke_consent", "tenant": fortnox.tenant})
    control(fortnox, "restore", {"name": "one order"})

    assert fortnox.get("/orders/1") == before
    assert fortnox.get("/orders/2")[0] == 404
    assert fortnox.state.clock.today() == today
    assert fortnox.order({})["DocumentNumber"] == "2"
    assert next(entry["path"] for entry in fortnox.state.log.entries()) == "/3/orders/1"
    storage.close()


def test_a_snapshot_can_be_restored_again_and_again(storage: Storage) -> None:
    fortnox = Caller(State(storage=storage, rate_limit=0))
    control(fortnox, "snapshots", {"name": "empty"})

    for _ in range(3):
        assert fortnox.customer()["CustomerNumber"] == "1"
        control(fortnox, "restore", {"name": "empty"})
    storage.close()


def test_what_is_restored_is_kept_in_the_file(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    fortnox = Caller(State(storage=SQLiteFile(path), rate_limit=0))
    fortnox.customer(Name="Bokhandeln")
    control(fortnox, "snapshots", {})
    fortnox.customer(Name="Någon annan")
    control(fortnox, "restore", {})
    fortnox.state.storage.close()

    after = State(storage=SQLiteFile(path))

    customers = after.companies[fortnox.tenant].shelves["customers"]
    assert [card["Name"] for card in customers.values()] == ["Bokhandeln"]
    after.storage.close()


def test_an_unknown_snapshot_changes_nothing() -> None:
    fortnox = Caller(State(rate_limit=0))
    fortnox.customer()

    answer = fortnox.http.post("/_simulator/restore", json={"name": "never taken"})

    assert (answer.status_code, answer.json()["field"]) == (400, "name")
    assert fortnox.get("/customers/1")[0] == 200


def control(fortnox: Caller, call: str, message: dict[str, object]) -> None:
    answer = fortnox.http.post(f"/_simulator/{call}", json=message)
    assert answer.status_code == 200, answer.text
