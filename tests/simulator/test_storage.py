"""The state in one file: taken up again as it was."""

import sqlite3
from pathlib import Path

import pytest

from fortnox_simulator.state import State
from fortnox_simulator.storage import SQLiteFile
from tests.simulator.caller import Caller


def opened(path: Path) -> Caller:
    return Caller(State(storage=SQLiteFile(path), rate_limit=0, refresh_seconds=0))


def test_documents_tokens_clock_and_log_outlive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "state" / "simulator.sqlite3"
    before = opened(path)
    before.http.post("/_simulator/clock", json={"advance_seconds": 86_400})
    before.token = before.new_token()
    before.customer(Name="Bokhandeln")
    before.order({"Price": 10, "DeliveredQuantity": 1}, ExternalInvoiceReference1="A-1")
    order, today = before.get("/orders/1"), before.state.clock.today()
    before.state.storage.close()

    after = opened(path)
    after.token = before.token

    assert after.get("/orders/1") == order
    assert after.state.clock.today() == today
    assert after.order()["DocumentNumber"] == "2"
    assert after.order({})["OrderRows"][0]["RowId"] == 2
    log = [entry["path"] for entry in after.state.log.entries()]
    assert log[:3] == ["/3/customers", "/3/orders", "/3/orders/1"]
    after.state.storage.close()


def test_the_order_of_arrival_outlives_later_changes(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    before = opened(path)
    for number in ("30", "4", "200"):
        before.order(DocumentNumber=number)
    before.put("/orders/30", {"Order": {"Comments": "Ny"}})
    before.state.storage.close()

    after = opened(path)

    assert list(after.company.shelves["orders"]) == ["30", "4", "200"]
    after.state.storage.close()


def test_number_series_outlive_a_restart(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    before = opened(path)
    before.company.shelves["orders"].start_series_at(1000)
    for _ in range(3):
        before.customer()
    before.delete("/customers/2")
    before.order()
    before.state.storage.close()

    after = opened(path)

    assert after.customer()["CustomerNumber"] == "4"
    assert after.order()["DocumentNumber"] == "1001"
    after.state.storage.close()


def test_a_withdrawn_consent_stays_withdrawn(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    before = opened(path)
    message = {"kind": "revoke_consent", "tenant": before.tenant}
    before.http.post("/_simulator/faults", json=message)
    before.state.storage.close()

    state = State(storage=SQLiteFile(path))

    assert state.grants.read(before.token)[1] is False
    state.storage.close()


def test_a_reset_forgets_the_file_too(tmp_path: Path) -> None:
    path = tmp_path / "simulator.sqlite3"
    before = opened(path)
    before.customer()
    before.http.post("/_simulator/reset", json={})
    before.state.storage.close()

    after = opened(path)

    assert not after.company.shelves["customers"]
    assert after.state.log.entries() == []
    after.state.storage.close()


def test_a_file_has_one_simulator_at_a_time(tmp_path: Path) -> None:
    first = SQLiteFile(tmp_path / "simulator.sqlite3")
    first.commit()

    with pytest.raises(sqlite3.OperationalError, match="locked"):
        SQLiteFile(tmp_path / "simulator.sqlite3", patience_seconds=0)
    first.close()
